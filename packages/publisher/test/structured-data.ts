/** What search engines ask of structured data, beside the vocabulary. */

type Node = Record<string, unknown>;

/**
 * The fields without which a search engine shows nothing of a node, or little.
 * @see https://developers.google.com/search/docs/appearance/structured-data/search-gallery
 */
const requiredFields: Record<string, readonly string[]> = {
  BlogPosting: [
    'headline',
    'image',
    'author.name',
    'author.url',
    'datePublished',
    'dateModified',
    'publisher',
  ],
  BreadcrumbList: ['itemListElement.position', 'itemListElement.name', 'itemListElement.item'],
  ProfilePage: ['mainEntity'],
  Person: ['name'],
  Organization: ['name'],
  WebSite: ['name', 'url'],
  MedicalClinic: [
    'name',
    'url',
    'address.streetAddress',
    'address.addressLocality',
    'address.addressCountry',
  ],
  MedicalWebPage: ['about.name', 'mainEntity', 'breadcrumb'],
  Comment: ['text', 'dateCreated', 'author.name'],
  ScholarlyArticle: ['name', 'author', 'datePublished'],
};

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Every thing in a document, however deep, but not those that are only named. */
export function* thingsIn(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* thingsIn(item);
  else if (isNode(value)) {
    if ('@type' in value) yield value;
    for (const inner of Object.values(value)) yield* thingsIn(inner);
  }
}

/** Required fields that things of a document lack. */
export function missingFields(document: unknown): string[] {
  return [...thingsIn(document)].flatMap((thing) =>
    // A thing that stands elsewhere in full is only named here.
    (requiredFields[String(thing['@type'])] ?? [])
      .filter((field) => !has(thing, field.split('.')))
      .map((field) => `${String(thing['@type'])} without ${field}`),
  );
}

function has(value: unknown, [field, ...rest]: readonly string[]): boolean {
  if (field === undefined) return value !== '' && value !== undefined;
  if (Array.isArray(value))
    return value.length > 0 && value.every((item) => has(item, [field, ...rest]));
  return isNode(value) && has(value[field], rest);
}

/** Ids that a document points to, and does not have. */
export function danglingIds(document: { '@graph': Node[] }): string[] {
  const known = new Set([...thingsIn(document)].map((thing) => thing['@id']));
  const pointers = (value: unknown): unknown[] => {
    if (Array.isArray(value)) return value.flatMap(pointers);
    if (!isNode(value)) return [];
    const isPointer = Object.keys(value).join() === '@id';
    return isPointer ? [value['@id']] : Object.values(value).flatMap(pointers);
  };
  return pointers(document)
    .filter((id) => !known.has(id))
    .map(String);
}

/** Things of a graph that no way from its first thing leads to, in either direction. */
export function unconnected({ '@graph': nodes }: { '@graph': Node[] }): string[] {
  const idsOf = (node: Node) => new Set(JSON.stringify(node).match(/"@id":"[^"]+"/g) ?? []);
  const [first, ...others] = nodes;
  if (!first) return [];
  const reached = idsOf(first);
  let rest = others;
  for (;;) {
    const next = rest.filter((node) => [...idsOf(node)].every((id) => !reached.has(id)));
    if (next.length === rest.length) return rest.map((node) => String(node['@type']));
    for (const node of rest)
      if (!next.includes(node)) for (const id of idsOf(node)) reached.add(id);
    rest = next;
  }
}
