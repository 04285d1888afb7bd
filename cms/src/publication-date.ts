import type { Core } from '@strapi/strapi';

const post = 'api::post.post';

/**
 * Dates a post at its first publication. Strapi's own `publishedAt` moves with every edit that is
 * published; the date that readers see does not.
 */
export function datePublications(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    if (context.uid === post && context.action === 'publish')
      await strapi.db.query(post).updateMany({
        where: { documentId: context.params.documentId, publishedAt: null, publishAt: null },
        data: { publishAt: new Date() },
      });
    return next();
  });
}
