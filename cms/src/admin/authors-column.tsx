/**
 * The names of the authors in the list of posts, where Strapi shows how many there are. The server
 * sends them: src/author-names.ts.
 */
import type { ReactNode } from 'react';

interface Row {
  authors?: unknown;
}

interface Header {
  name: string;
  cellFormatter?: (row: Row) => ReactNode;
}

interface ListView {
  displayedHeaders: Header[];
}

const nameOf = (author: unknown): string[] =>
  typeof author === 'object' && author !== null && 'name' in author ? [String(author.name)] : [];

function AuthorNames({ authors }: Row): ReactNode {
  const names = Array.isArray(authors) ? authors.flatMap(nameOf) : [];
  // The size of the other cells; a plain cell has the browser's.
  return <span style={{ fontSize: '1.4rem' }}>{names.length > 0 ? names.join(', ') : '–'}</span>;
}

/** For Strapi's hook `Admin/CM/pages/ListView/inject-column-in-table`. */
export function showAuthorNames<View extends ListView>(view: View): View {
  return {
    ...view,
    displayedHeaders: view.displayedHeaders.map((header) =>
      header.name === 'authors' ? { ...header, cellFormatter: AuthorNames } : header,
    ),
  };
}
