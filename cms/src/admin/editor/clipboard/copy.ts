/** What goes to the clipboard: the article's own HTML for others, and its JSON for other articles. */
import { type Article, toHtml } from '@meridian/article';
import type { Slice } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';
import { lockedBlockName } from '../nodes/locked-block';

/** A part of an article, cut at both ends to some depth. */
export const sliceType = 'application/x-meridian-article';

/** @returns whether the event was dealt with. */
export function copy(view: EditorView, event: ClipboardEvent): boolean {
  const slice = view.state.selection.content();
  const { clipboardData } = event;
  if (slice.size === 0 || !clipboardData) return false;
  event.preventDefault();
  clipboardData.clearData();
  clipboardData.setData(sliceType, JSON.stringify(slice));
  clipboardData.setData('text/html', htmlOf(slice));
  clipboardData.setData(
    'text/plain',
    slice.content.textBetween(0, slice.content.size, '\n\n', '\n'),
  );
  return true;
}

export function cut(view: EditorView, event: ClipboardEvent): boolean {
  if (!copy(view, event)) return false;
  view.dispatch(view.state.tr.deleteSelection().scrollIntoView());
  return true;
}

function htmlOf({ content }: Slice): string {
  // What this version does not know has no HTML; its JSON goes along.
  const nodes = content.content.filter(({ type }) => type.name !== lockedBlockName);
  return toHtml({ type: 'doc', content: nodes.map(jsonOf) } as unknown as Article);
}

interface Json {
  content?: Json[];
}

/** JSON with all `content` that the article's HTML is written from. */
function jsonOf(node: { toJSON: () => unknown; isLeaf: boolean }): Json {
  const fill = (json: Json, isLeaf: boolean): Json =>
    isLeaf
      ? json
      : {
          ...json,
          content: (json.content ?? []).map((child) => fill(child, !('content' in child))),
        };
  return fill(node.toJSON() as Json, node.isLeaf);
}
