export default {
  rest: { defaultLimit: 25, maxLimit: 100, withCount: true },
  // Unknown parameters and statuses are refused, and what is required is required of relations too.
  documents: { strictParams: true, strictRelations: true },
};
