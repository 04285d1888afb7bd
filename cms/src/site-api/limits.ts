/**
 * What a GraphQL request may ask. The site's own query stays well below; a hostile one is refused
 * before it runs.
 */
export const graphqlLimits = {
  maxDepth: { n: 8, flattenFragments: true },
  maxAliases: { n: 5 },
  maxTokens: { n: 1_000 },
  maxDirectives: { n: 10 },
  costLimit: { maxCost: 5_000, flattenFragments: true },
  blockFieldSuggestion: { enabled: true },
};
