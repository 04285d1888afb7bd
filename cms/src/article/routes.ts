/** What the editor in the admin asks of the server. */
import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { settings } from '../settings';
import { bringImage, ImageError } from './images';
import { findReference, UnreadableReferenceError } from './reference-lookup';

interface Context {
  request: { body: unknown };
  state: { user?: unknown };
  body: unknown;
}

/** Strapi's type of a context leaves out what its parser of bodies adds. */
const handle = (work: (ctx: Context) => Promise<void>) => (ctx: object) => work(ctx as Context);

function textIn({ request }: Context, field: string): string {
  const { body } = request;
  const value =
    typeof body === 'object' && body !== null && field in body ? body[field as never] : '';
  if (typeof value !== 'string' || value.trim() === '' || (value as string).length > 5_000)
    throw new errors.ValidationError(`Send “${field}”: a text of at most 5,000 characters.`);
  return (value as string).trim();
}

export function addArticleRoutes(strapi: Core.Strapi): void {
  const info = { type: 'admin' };
  const mayUpload = {
    name: 'admin::hasPermissions',
    config: { actions: ['plugin::upload.assets.create'] },
  };
  strapi.server.routes({
    type: 'admin',
    routes: [
      {
        method: 'POST',
        path: '/article/images',
        info,
        config: { policies: ['admin::isAuthenticatedAdmin', mayUpload] },
        handler: handle(async (ctx) => {
          const source = { url: textIn(ctx, 'url'), privateHosts: settings.imagePrivateHosts };
          try {
            ctx.body = { data: await bringImage(strapi, source, ctx.state.user) };
          } catch (error) {
            if (error instanceof ImageError) throw new errors.ApplicationError(error.message);
            throw error;
          }
        }),
      },
      {
        method: 'POST',
        path: '/article/references',
        info,
        config: { policies: ['admin::isAuthenticatedAdmin'] },
        handler: handle(async (ctx) => {
          try {
            ctx.body = { data: await findReference(textIn(ctx, 'text'), settings) };
          } catch (error) {
            if (error instanceof UnreadableReferenceError)
              throw new errors.ApplicationError(error.message);
            throw error;
          }
        }),
      },
    ],
  });
}
