import type { Core } from '@strapi/strapi';

/**
 * Sends the names of a post's authors with the list of posts. The admin asks for their number
 * alone; src/admin/authors-column.tsx shows the names.
 */
export function nameAuthorsInLists(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    if (context.uid === 'api::post.post' && context.action === 'findMany') {
      const populate: unknown = context.params.populate;
      if (isCounted(populate)) populate.authors = { fields: ['name'] };
    }
    return next();
  });
}

function isCounted(populate: unknown): populate is { authors: unknown } {
  return (
    typeof populate === 'object' &&
    populate !== null &&
    'authors' in populate &&
    typeof populate.authors === 'object' &&
    populate.authors !== null &&
    'count' in populate.authors
  );
}
