/** What pasted or imported HTML held and an article cannot: said, never dropped in silence. */

/** Kinds of things that are left behind. */
export type LossKind =
  | 'image'
  | 'embed'
  | 'drawing'
  | 'sound'
  | 'form'
  | 'formula'
  | 'table'
  | 'link'
  | 'comment'
  | 'deletion'
  | 'formatting';

/** How many of each kind were left behind. */
export type Losses = Partial<Record<LossKind, number>>;

/** Elements that are left out with all they hold, and what they are to a writer. */
export const lostElements: ReadonlyMap<string, LossKind> = new Map([
  ['iframe', 'embed'],
  ['embed', 'embed'],
  ['object', 'embed'],
  ['applet', 'embed'],
  ['frame', 'embed'],
  ['svg', 'drawing'],
  ['canvas', 'drawing'],
  ['audio', 'sound'],
  ['math', 'formula'],
  ['select', 'form'],
  ['textarea', 'form'],
  ['input', 'form'],
  ['button', 'form'],
]);
