/**
 * How large a table may be. Cells may claim a hundred columns and rows each: a table whose short rows
 * are filled up to its widest would then be far larger than what was written.
 */

export interface Spans {
  colspan: number;
  rowspan: number;
}

const mostColumns = 100;
const mostCells = 10_000;
export const tableLimit = `${String(mostColumns)} columns and 10,000 cells`;

/** Whether the table of these rows keeps to the limit, with all its rows as long as the longest. */
export function fitsTable(rows: readonly (readonly Spans[])[]): boolean {
  /** Columns that cells of the rows above take up. */
  const taken = rows.map(() => 0);
  let columns = 0;
  for (const [at, cells] of rows.entries()) {
    let width = taken[at] ?? 0;
    for (const { colspan, rowspan } of cells) {
      width += colspan;
      for (let below = at + 1; below < Math.min(at + rowspan, rows.length); below += 1)
        taken[below] = (taken[below] ?? 0) + colspan;
    }
    columns = Math.max(columns, width);
    if (columns > mostColumns || columns * rows.length > mostCells) return false;
  }
  return true;
}
