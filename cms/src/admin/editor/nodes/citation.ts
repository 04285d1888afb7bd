/** The number of a reference in the text. Numbers follow the order of first citation. */
import { type Editor, Node } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

/** What a citation says of the reference that it points to. */
export interface CitedReference {
  key: string;
  /** Authors, title and year, for people to recognize it. */
  label: string;
}

interface Numbered {
  numbers: ReadonlyMap<string, number>;
  decorations: DecorationSet;
}

const key = new PluginKey<Numbered>('citations');
const referencesChanged = 'references';

export interface CitationOptions {
  /** The references of the post as they are now. */
  references: () => readonly CitedReference[];
  /** Whether the entry can have references. */
  isOffered: boolean;
}

export const Citation = Node.create<CitationOptions, { isOffered: boolean }>({
  name: 'citation',
  inline: true,
  atom: true,
  addOptions: () => ({ references: () => [], isOffered: false }),
  addStorage() {
    return { isOffered: this.options.isOffered };
  },
  renderHTML: () => ['sup', { class: 'citation', role: 'img' }],
  addProseMirrorPlugins() {
    const number = (doc: ProseMirrorNode) => numberCitations(doc, this.options.references());
    return [
      new Plugin<Numbered>({
        key,
        state: {
          init: (_config, { doc }) => number(doc),
          apply: (tr, before) =>
            tr.docChanged || tr.getMeta(key) === referencesChanged ? number(tr.doc) : before,
        },
        props: { decorations: (state) => key.getState(state)?.decorations },
      }),
    ];
  },
});

/** Whether the form around the editor has references to cite. */
export function isCitingOffered({ storage }: Editor): boolean {
  const { citation } = storage as { citation?: { isOffered: boolean } };
  return citation?.isOffered === true;
}

/** For when the references of the post have changed, and the text has not. */
export function renumberCitations({ state, view }: Editor): void {
  if (key.getState(state)) view.dispatch(state.tr.setMeta(key, referencesChanged));
}

function numberCitations(doc: ProseMirrorNode, references: readonly CitedReference[]): Numbered {
  const labels = new Map(references.map((reference) => [reference.key, reference.label]));
  const numbers = new Map<string, number>();
  const found: Decoration[] = [];
  doc.descendants((node, position) => {
    if (node.type.name !== 'citation') return;
    const reference = node.attrs.reference as string;
    const number = numbers.get(reference) ?? numbers.size + 1;
    numbers.set(reference, number);
    const label = labels.get(reference);
    found.push(
      Decoration.node(position, position + 1, {
        'data-number': label === undefined ? '?' : String(number),
        'aria-label':
          label === undefined
            ? `Citation of “${reference}”, which is not among the references`
            : `Reference ${String(number)}: ${label}`,
        title: label ?? `“${reference}” is not among the references.`,
        class: label === undefined ? 'missing' : '',
      }),
    );
  });
  return { numbers, decorations: DecorationSet.create(doc, found) };
}
