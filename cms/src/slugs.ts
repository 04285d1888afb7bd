import { excerpt } from '@meridian/article';
import type { Core, Modules, UID } from '@strapi/strapi';

/** Leaves room for the number that makes it unique; a slug has at most 100 characters. */
const longestTitle = 80;

/** Gives an entry that is saved without a slug one that is made from its title or name. */
export function makeMissingSlugs(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    const { uid, action, contentType } = context;
    const { data } = context.params as { data?: Record<string, unknown> };
    const slug = contentType.attributes.slug;
    if (slug?.type !== 'uid' || slug.targetField === undefined || !data) return next();
    // A copy needs one of its own, too.
    const isNew = action === 'create' || action === 'clone';
    const isMissing = isNew ? !data.slug : data.slug === '' || data.slug === null;
    if (!isMissing) return next();
    const saved = await savedEntry(strapi, context);
    const title = data[slug.targetField] ?? saved?.[slug.targetField];
    const isAsBefore = !isNew && title === saved?.[slug.targetField] && saved?.slug;
    if (isAsBefore) data.slug = saved.slug;
    else if (typeof title === 'string' && title !== '')
      data.slug = await freeSlug(strapi, uid, slug.targetField, title);
    return next();
  });
}

/** What is changed or copied; undefined for what is made from nothing. */
async function savedEntry(
  strapi: Core.Strapi,
  { uid, params }: Modules.Documents.Middleware.Context,
): Promise<Record<string, unknown> | undefined> {
  const { documentId } = params as { documentId?: string };
  if (documentId === undefined) return undefined;
  const row: Record<string, unknown> | null = await strapi.db
    .query(uid)
    .findOne({ where: { documentId } });
  return row ?? undefined;
}

interface SlugService {
  generateUIDField(of: {
    contentTypeUID: UID.ContentType;
    field: string;
    data: Modules.Documents.Params.Data.Input<UID.ContentType>;
  }): Promise<string>;
}

function freeSlug(
  strapi: Core.Strapi,
  uid: UID.ContentType,
  field: string,
  title: string,
): Promise<string> {
  const service: SlugService = strapi.plugin('content-manager').service('uid');
  const data = { [field]: excerpt(title, longestTitle) };
  return service.generateUIDField({ contentTypeUID: uid, field: 'slug', data });
}
