/** The site's API token: read-only, for one query, with a secret that the operator chooses. */
import type { Core } from '@strapi/strapi';
import { readContent } from '.';

const name = 'Meridian site';

/**
 * Makes the token, or brings it in line with the secret. Strapi keeps only a keyed hash.
 * Anything that was changed on it by hand is set back: the token can never do more than read.
 */
export async function ensureSiteToken(strapi: Core.Strapi, secret: string): Promise<void> {
  const tokens = strapi.db.query('admin::api-token');
  const permissions = strapi.db.query('admin::api-token-permission');
  const data = {
    name,
    kind: 'content-api',
    type: 'custom',
    description: 'Lets the site read what is public. Made at start; its secret is SITE_TOKEN.',
    accessKey: strapi.service('admin::api-token').hash(secret),
    lifespan: null,
    expiresAt: null,
  };
  await strapi.db.transaction(async () => {
    const existing: unknown = await tokens.findOne({ where: { name } });
    const token = existing
      ? await tokens.update({ where: { name }, data })
      : await tokens.create({ data });
    await permissions.deleteMany({ where: { token: token.id } });
    await permissions.create({ data: { action: readContent, token: token.id } });
  });
}
