/** Words that an author leaves to come back to; none of them is meant for readers. */
const marks = /\blorem ipsum\b|\bTKTK\b|\[(?:TK|TODO|DRAFT)\b/i;

/** The first such word in any text of a value, however deep it lies. */
function draftMarkIn(value: unknown): string | undefined {
  if (typeof value === 'string') return marks.exec(value)?.[0];
  if (typeof value !== 'object' || value === null) return undefined;
  for (const part of Object.values(value)) {
    const found = draftMarkIn(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The fields of an entry that hold a draft's mark, with what to say of it. */
export function draftMarksOf(entry: object): { field: string; message: string }[] {
  return Object.entries(entry).flatMap(([field, value]) => {
    const mark = draftMarkIn(value);
    if (mark === undefined) return [];
    const message = `The text holds “${mark}”, the mark of a draft: finish it, or take it out.`;
    return [{ field, message }];
  });
}
