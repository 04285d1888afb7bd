/** The custom field "Article" for the server; the editor of it is in `src/admin/editor`. */
import type { Core } from '@strapi/strapi';

/** A document of `packages/article`; `options.extent` in a schema says what it may hold. */
export function registerArticleField(strapi: Core.Strapi): void {
  strapi.customFields.register({
    name: 'article',
    type: 'json',
    inputSize: { default: 12, isResizable: false },
  });
}
