/**
 * What a GraphQL request may ask. The site's own query stays well below; a hostile one is refused
 * before it runs.
 */
export const graphqlLimits = {
  maxDepth: { n: 8, flattenFragments: true },
  maxAliases: { n: 5 },
  // The parser itself counts them, see `maxTokens`: the rule's own error answers with status 500.
  maxTokens: { enabled: false },
  maxDirectives: { n: 10 },
  costLimit: { maxCost: 5_000, flattenFragments: true },
  blockFieldSuggestion: { enabled: true },
};

/** Names, brackets and the like in the text of a query. */
export const maxTokens = 1_000;
