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
    const title = data[slug.targetField];
    const isMissing = action === 'create' ? !data.slug : data.slug === '' || data.slug === null;
    if (isMissing && typeof title === 'string' && title !== '')
      data.slug = await freeSlug(strapi, uid, slug.targetField, title);
    return next();
  });
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
