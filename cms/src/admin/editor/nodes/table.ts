/** Tables: prosemirror-tables does the work, under the article's names. */
import { Node } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import type { Command } from '@tiptap/pm/state';
import { addRowAfter, goToNextCell, tableEditing } from '@tiptap/pm/tables';

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
    const run = (command: Command) =>
      command(this.editor.state, (tr) => {
        this.editor.view.dispatch(tr);
      });
    return {
      // From the last cell into a new row.
      Tab: () => run(goToNextCell(1)) || (run(addRowAfter) && run(goToNextCell(1))),
      'Shift-Tab': () => run(goToNextCell(-1)),
    };
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
