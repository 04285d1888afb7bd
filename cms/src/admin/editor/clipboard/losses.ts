/** Says what a paste could not take along. */
import type { Losses, LossKind } from '@meridian/article';

const words: Record<LossKind, readonly [one: string, many: string]> = {
  image: ['an image', 'images'],
  embed: ['an embedded frame', 'embedded frames'],
  drawing: ['a drawing', 'drawings'],
  sound: ['a sound', 'sounds'],
  form: ['a form field', 'form fields'],
  formula: ['a formula', 'formulas'],
  table: [
    'the form of a table that does not fit here (its words are kept)',
    'the form of tables that do not fit here (their words are kept)',
  ],
  link: [
    'a link to an address that is not allowed (its words are kept)',
    'links to addresses that are not allowed (their words are kept)',
  ],
  comment: ['a comment', 'comments'],
  deletion: ['a passage that was marked as deleted', 'passages that were marked as deleted'],
  formatting: [
    'underlined, struck out or highlighted text (the words are kept)',
    'places with underlined, struck out or highlighted text (the words are kept)',
  ],
};

/**
 * One sentence; empty when nothing was lost.
 * @param takesImages whether they have a place in this text at all.
 */
export function describeLosses(losses: Losses, takesImages: boolean): string {
  const parts = (Object.entries(losses) as [LossKind, number][]).map(([kind, count]) =>
    count === 1 ? words[kind][0] : `${String(count)} ${words[kind][1]}`,
  );
  if (parts.length === 0) return '';
  const images = losses.image !== undefined && takesImages ? ' Add images by Insert, Image.' : '';
  return `Not taken along from what you pasted: ${parts.join('; ')}.${images}`;
}
