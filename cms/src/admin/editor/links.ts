import type { LinkTarget } from '@meridian/article';
import type { Editor } from '@tiptap/core';

/** Where the link at the selection leads. */
export function activeLink(editor: Editor): LinkTarget | undefined {
  return editor.getAttributes('link').target as LinkTarget | undefined;
}

/** Links the selection, or the link around the cursor; where there are no words, writes some. */
export function setLink(editor: Editor, target: LinkTarget, words?: string): void {
  const { empty } = editor.state.selection;
  const chain = editor.chain().focus();
  if (!empty || editor.isActive('link')) {
    chain.extendMarkRange('link').setMark('link', { target }).run();
    return;
  }
  const text = words ?? (target.kind === 'url' ? addressWords(target.url) : target.kind);
  const marks = [{ type: 'link', attrs: { target } }];
  chain
    .insertContent([
      { type: 'text', text, marks },
      { type: 'text', text: ' ' },
    ])
    .run();
}

/** An address as people read it. */
function addressWords(url: string): string {
  return url.replace(/^(?:https?:\/\/(?:www\.)?|mailto:|tel:)/, '').replace(/\/$/, '');
}
