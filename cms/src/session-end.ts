import type { Core } from '@strapi/strapi';

/**
 * Signs somebody out everywhere when their password changes. Strapi does so when people change it
 * themselves, but not when an administrator does, who may know why.
 */
export function endSessionsWithPassword(strapi: Core.Strapi): void {
  strapi.db.lifecycles.subscribe({
    models: ['admin::user'],
    async afterUpdate({ params, result }) {
      const { password } = Object(params.data) as { password?: unknown };
      const { id } = Object(result) as { id?: number };
      if (password !== undefined && id !== undefined)
        await strapi.sessionManager('admin').invalidateRefreshToken(String(id));
    },
  });
}
