/** A reference as the site writes it, with its identifiers as links. */
import type { Reference } from '@meridian/content';
import { html, type Html } from '@meridian/article/markup';
import { formatReference } from './format.ts';

/** Names of works may hold what means something else in an address. */
export const doiUrl = (doi: string): string =>
  `https://doi.org/${encodeURI(doi).replace(/[?#]/g, encodeURIComponent)}`;

export function referenceView(reference: Reference): Html {
  const { authors, title, source } = formatReference(reference);
  const { doi, pmid, isbn, url, finding } = reference;
  const pubmed = `https://pubmed.ncbi.nlm.nih.gov/${pmid ?? ''}/`;
  return html`${authors} ${title} ${source}${
    doi !== undefined && html` doi:<a href="${doiUrl(doi)}">${doi}</a>.`
  }${pmid !== undefined && html` PMID: <a href="${pubmed}">${pmid}</a>.`}${
    isbn !== undefined && html` ISBN ${isbn}.`
  }${url !== undefined && html` <a href="${url}">${url}</a>`}${
    finding !== undefined && html`<p class="finding">${finding}</p>`
  }`;
}
