/** Tables: prosemirror-tables does the work, under the article's names. */
import { Node } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { goToNextCell, tableEditing } from '@tiptap/pm/tables';

/** What each node is to prosemirror-tables. */
const roles: Partial<Record<string, string>> = {
  table: 'table',
  tableRow: 'row',
  tableCell: 'cell',
  tableHeader: 'header_cell',
};

const spans = ({ attrs }: ProseMirrorNode) => ({
  colspan: attrs.colspan as number,
  rowspan: attrs.rowspan as number,
});

export const Table = Node.create({
  name: 'table',
  isolating: true,
  renderHTML: () => ['div', { class: 'table' }, ['table', ['tbody', 0]]],
  addKeyboardShortcuts() {
    const go = (direction: 1 | -1) => () =>
      goToNextCell(direction)(this.editor.state, (tr) => {
        this.editor.view.dispatch(tr);
      });
    return { Tab: go(1), 'Shift-Tab': go(-1) };
  },
  addProseMirrorPlugins: () => [tableEditing()],
  extendNodeSchema: ({ name }) => ({ tableRole: roles[name] }),
});

export const TableRow = Node.create({
  name: 'tableRow',
  renderHTML: () => ['tr', 0],
});

export const TableCell = Node.create({
  name: 'tableCell',
  isolating: true,
  renderHTML: ({ node }) => ['td', spans(node), 0],
});

export const TableHeader = Node.create({
  name: 'tableHeader',
  isolating: true,
  renderHTML: ({ node }) => ['th', spans(node), 0],
});
