import type { Core } from '@strapi/strapi';

const post = 'api::post.post';

interface Params {
  documentId: string;
  data: Record<string, unknown>;
  status: string;
}

/**
 * Dates a post at its first publication. Strapi's own `publishedAt` moves with every edit that is
 * published; the date that readers see does not.
 */
export function datePublications(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    if (context.uid !== post) return next();
    const { documentId, data, status } = context.params as Partial<Params>;
    if (context.action === 'publish')
      await strapi.db.query(post).updateMany({
        where: { documentId, publishedAt: null, publishAt: null },
        data: { publishAt: new Date() },
      });
    // REST and code may save and publish in one step.
    else if (data && status === 'published' && !data.publishAt) {
      const draft: { publishAt?: unknown } | null =
        documentId === undefined
          ? null
          : await strapi.db.query(post).findOne({ where: { documentId, publishedAt: null } });
      data.publishAt = draft?.publishAt ?? new Date();
    }
    return next();
  });
}
