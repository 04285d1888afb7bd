/** Which nodes may stand in which kind of text. */
import { allowedIn, type NodeName, nodes } from './schema.ts';

/** How much an article may hold: `full` is everything, `text` what a biography needs. */
export type Extent = 'full' | 'text';

const allowed: Record<Extent, readonly NodeName[]> = {
  full: Object.keys(nodes) as NodeName[],
  text: [
    'doc',
    'paragraph',
    'heading',
    'bulletList',
    'orderedList',
    'listItem',
    'text',
    'hardBreak',
  ],
};

const sets = {
  full: new Set(allowed.full),
  text: new Set(allowed.text),
} satisfies Record<Extent, ReadonlySet<NodeName>>;

/** The nodes of an extent, in the order of the schema. */
export function nodesIn(extent: Extent): ReadonlySet<NodeName> {
  return sets[extent];
}

const children = {
  full: childrenIn('full'),
  text: childrenIn('text'),
} satisfies Record<Extent, unknown>;

function childrenIn(extent: Extent): ReadonlyMap<NodeName, ReadonlySet<string>> {
  const names = [...sets[extent]];
  return new Map(
    names.map((parent) => [parent, new Set(names.filter((name) => allowedIn(parent).has(name)))]),
  );
}

const nothing: ReadonlySet<string> = new Set();

/** Names that may stand in `parent`, in an article of this extent. */
export function childrenOf(parent: NodeName, extent: Extent): ReadonlySet<string> {
  return children[extent].get(parent) ?? nothing;
}
