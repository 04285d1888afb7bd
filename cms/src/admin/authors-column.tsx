/**
 * The names of the authors in the list of posts, where Strapi shows how many there are. The server
 * sends them: src/author-names.ts.
 */
interface Header {
  name: string;
  cellFormatter?: (row: { authors?: unknown }) => string;
}

interface ListView {
  displayedHeaders: Header[];
}

const nameOf = (author: unknown): string[] =>
  typeof author === 'object' && author !== null && 'name' in author ? [String(author.name)] : [];

const names = ({ authors }: { authors?: unknown }): string =>
  Array.isArray(authors) && authors.length > 0 ? authors.flatMap(nameOf).join(', ') : '–';

/** For Strapi's hook `Admin/CM/pages/ListView/inject-column-in-table`. */
export function showAuthorNames<View extends ListView>(view: View): View {
  return {
    ...view,
    displayedHeaders: view.displayedHeaders.map((header) =>
      header.name === 'authors' ? { ...header, cellFormatter: names } : header,
    ),
  };
}
