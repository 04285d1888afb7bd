export { type Facet, facets, facetTerm, files, numberOf, type SearchDocument } from './document.ts';
export { excerptOf, marked, type Piece } from './excerpt.ts';
export { type FetchFile, type Found, type Question, SearchIndex } from './query.ts';
