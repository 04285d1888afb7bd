/** The grip beside a block, by which it is dragged to another place. The keyboard has Alt and arrows. */
import { Extension } from '@tiptap/core';
import { NodeSelection, Plugin, PluginKey, type PluginView } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

export const BlockHandle = Extension.create({
  name: 'blockHandle',
  addProseMirrorPlugins: () => [
    new Plugin({ key: new PluginKey('blockHandle'), view: (view) => new Handle(view) }),
  ],
});

class Handle implements PluginView {
  readonly #view: EditorView;
  readonly #grip = document.createElement('div');
  /** Where the block at the grip begins. */
  #position: number | undefined;
  #parent: HTMLElement | null = null;

  constructor(view: EditorView) {
    this.#view = view;
    this.#grip.className = 'block-handle';
    this.#grip.draggable = true;
    this.#grip.title = 'Drag to move the block';
    this.#grip.textContent = '⠿';
    this.#grip.setAttribute('aria-hidden', 'true');
    this.#grip.addEventListener('dragstart', this.#drag);
    this.#grip.addEventListener('dragend', this.#drop);
    this.#grip.addEventListener('click', this.#select);
    this.#hide();
    this.#attach();
  }

  update(view: EditorView, before: { doc: unknown }): void {
    this.#attach();
    if (view.state.doc !== before.doc) this.#hide();
  }

  destroy(): void {
    this.#parent?.removeEventListener('mousemove', this.#follow);
    this.#parent?.removeEventListener('mouseleave', this.#hide);
    this.#grip.remove();
  }

  /** React puts the editor into the page after it was made. */
  #attach(): void {
    const parent = this.#view.dom.parentElement;
    if (!parent || parent === this.#parent) return;
    this.destroy();
    this.#parent = parent;
    parent.append(this.#grip);
    parent.addEventListener('mousemove', this.#follow);
    parent.addEventListener('mouseleave', this.#hide);
  }

  readonly #hide = (): void => {
    this.#position = undefined;
    this.#grip.style.display = 'none';
  };

  readonly #follow = ({ clientY, target }: MouseEvent): void => {
    if (target === this.#grip) return;
    const view = this.#view;
    if (!view.editable) {
      this.#hide();
      return;
    }
    // Whatever the pointer is beside: the block in the middle of the column at its height.
    const { left, width } = view.dom.getBoundingClientRect();
    const found = view.posAtCoords({ left: left + width / 2, top: clientY });
    if (!found) return;
    const $found = view.state.doc.resolve(found.inside >= 0 ? found.inside : found.pos);
    const position = $found.depth === 0 ? $found.pos : $found.before(1);
    const dom = view.nodeDOM(position);
    if (dom instanceof HTMLElement) this.#show(position, dom);
  };

  #show(position: number, block: HTMLElement): void {
    this.#position = position;
    const { style } = this.#grip;
    style.display = 'block';
    style.top = `${String(block.offsetTop)}px`;
    style.insetInlineStart = `${String(Math.max(0, block.offsetLeft - 26))}px`;
  }

  readonly #select = (): void => {
    const view = this.#view;
    if (this.#position === undefined) return;
    const selection = NodeSelection.create(view.state.doc, this.#position);
    view.dispatch(view.state.tr.setSelection(selection));
    view.focus();
  };

  readonly #drag = (event: DragEvent): void => {
    const view = this.#view;
    if (this.#position === undefined || !event.dataTransfer) return;
    const dom = view.nodeDOM(this.#position);
    this.#select();
    view.dragging = { slice: view.state.selection.content(), move: true };
    event.dataTransfer.effectAllowed = 'move';
    // Firefox drags nothing that has no data.
    event.dataTransfer.setData('text/plain', dom?.textContent ?? '');
    if (dom instanceof HTMLElement) event.dataTransfer.setDragImage(dom, 0, 0);
  };

  /** The drag is over, be it that nothing was dropped: the editor does not hear of it. */
  readonly #drop = (): void => {
    this.#view.dragging = null;
  };
}
