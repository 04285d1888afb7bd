/** All shortcuts on one page. */
import { Modal } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { styled } from 'styled-components';
import { allCommands, shownKeys } from '../commands';

const Keys = styled.table`
  width: 100%;
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: 1.4rem;

  :is(td, th) {
    padding: 0.6rem 0.8rem;
    border-bottom: 1px solid ${({ theme }) => theme.colors.neutral150};
    text-align: start;
  }
  th {
    font-weight: 600;
  }
  kbd {
    white-space: pre;
  }
`;

/** What no command of the toolbar stands for. */
const others: readonly (readonly [label: string, keys: string])[] = [
  ['Insert a block', '/'],
  ['Undo', 'Mod-z'],
  ['Redo', 'Mod-Shift-z'],
  ['Line break', 'Shift-Enter'],
  ['Move the block up', 'Alt-ArrowUp'],
  ['Move the block down', 'Alt-ArrowDown'],
  ['Next step or question', 'Alt-Enter'],
  ['Save the entry', 'Mod-s'],
  ['Publish the entry', 'Mod-Shift-Enter'],
  ['Indent in a list, next cell in a table, else on to the next field', 'Tab'],
  ['Outdent in a list, previous cell', 'Shift-Tab'],
  ['To the toolbar', 'Alt-F10'],
  ['Back to the text, out of the full screen', 'Escape'],
  ['This list', 'Mod-/'],
];

export function ShortcutsDialog(): ReactNode {
  return (
    <Modal.Content>
      <Modal.Header>
        <Modal.Title>Keyboard shortcuts</Modal.Title>
      </Modal.Header>
      <Modal.Body>
        {/* The keyboard scrolls what has the focus. */}
        <Keys tabIndex={0}>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Keys</th>
              <th scope="col">Or type</th>
            </tr>
          </thead>
          <tbody>
            {allCommands
              .filter(({ keys, typed }) => keys ?? typed)
              .map(({ label, keys, typed }) => (
                <tr key={label}>
                  <td>{label}</td>
                  <td>{keys !== undefined && <kbd>{shownKeys(keys)}</kbd>}</td>
                  <td>{typed !== undefined && <kbd>{typed}</kbd>}</td>
                </tr>
              ))}
            {others.map(([label, keys]) => (
              <tr key={label}>
                <td>{label}</td>
                <td>
                  <kbd>{shownKeys(keys)}</kbd>
                </td>
                <td />
              </tr>
            ))}
          </tbody>
        </Keys>
      </Modal.Body>
    </Modal.Content>
  );
}
