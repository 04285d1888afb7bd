/** Short dates in lists, where Strapi writes weekday, month and time in full. */
import type { ReactNode } from 'react';

interface Header {
  name: string;
  attribute?: { type?: string };
  cellFormatter?: (row: Record<string, unknown>, header: { name: string }) => ReactNode;
}

const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

function ShortDate(row: Record<string, unknown>, { name }: { name: string }): ReactNode {
  const value = row[name];
  // The size of the other cells; a plain cell has the browser's.
  return (
    <span style={{ fontSize: '1.4rem', whiteSpace: 'nowrap' }}>
      {typeof value === 'string' ? format.format(new Date(value)) : '–'}
    </span>
  );
}

/** For Strapi's hook `Admin/CM/pages/ListView/inject-column-in-table`. */
export function showShortDates<View extends { displayedHeaders: Header[] }>(view: View): View {
  return {
    ...view,
    displayedHeaders: view.displayedHeaders.map((header) =>
      header.attribute?.type === 'datetime' ? { ...header, cellFormatter: ShortDate } : header,
    ),
  };
}
