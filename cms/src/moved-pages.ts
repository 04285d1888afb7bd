import { pathOf } from '@meridian/content';
import type { Core, UID } from '@strapi/strapi';
import { type Kind, kinds, visibility } from './site-api/kinds';

const redirect: UID.ContentType = 'api::redirect.redirect';
const writes = new Set(['create', 'update', 'publish', 'clone']);

/**
 * Leads visitors on when the address of a page changes: from the old address to the new one, in one
 * step however often it moved. A page takes its address from a redirect that had it.
 */
export function redirectMovedPages(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    const kind = kinds.find(({ uid }) => uid === context.uid);
    if (!kind || !writes.has(context.action) || !('slug' in context.contentType.attributes))
      return next();
    return strapi.db.transaction(async () => {
      const params = context.params as { documentId?: string };
      // What is copied stays where it is.
      const documentId = context.action === 'clone' ? undefined : params.documentId;
      const before =
        documentId === undefined ? undefined : await publicPath(strapi, kind, documentId);
      const result = await next();
      const id = documentId ?? (result as { documentId?: string } | null)?.documentId;
      const after = id === undefined ? undefined : await publicPath(strapi, kind, id);
      if (after !== undefined && after !== before) await move(strapi, before, after);
      return result;
    });
  });
}

async function publicPath(
  strapi: Core.Strapi,
  { typename, uid, visible }: Kind,
  documentId: string,
): Promise<string | undefined> {
  const row: { slug?: unknown } | null = await strapi.db
    .query(uid)
    .findOne({ select: ['slug'], where: { documentId, ...visibility[visible].where } });
  return typeof row?.slug === 'string' ? pathOf(typename, row.slug) : undefined;
}

async function move(strapi: Core.Strapi, before: string | undefined, after: string): Promise<void> {
  const documents = strapi.documents(redirect);
  const matching = (field: 'from' | 'to', path: string) =>
    documents.findMany({ filters: { [field]: path }, limit: -1 });
  for (const { documentId } of await matching('from', after))
    await documents.delete({ documentId });
  if (before === undefined) return;
  for (const { documentId } of await matching('to', before))
    await documents.update({ documentId, data: { to: after } });
  // Somebody may have made one by hand, which the page was in the way of.
  const [made] = await matching('from', before);
  const leading = { from: before, to: after, permanent: true };
  if (made) await documents.update({ documentId: made.documentId, data: leading });
  else await documents.create({ data: leading });
}
