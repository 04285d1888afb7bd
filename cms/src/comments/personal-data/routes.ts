/** What the admin asks for a commenter who wants their data, or wants it erased. */
import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { z } from 'zod';
import { permissions } from '../moderation/scope';
import { PersonalData } from './personal-data';

interface Context {
  request: { body: unknown };
  body: unknown;
}

const requestSchema = z.object({ email: z.string().trim().min(3).max(254) });

/** @param onErased is told when pages have to follow. */
export function addPersonalDataRoutes(strapi: Core.Strapi, onErased: () => void): void {
  const route = (path: string, work: (email: string) => Promise<unknown>) => ({
    // Not GET: the address shall stand in no log.
    method: 'POST' as const,
    path: `/comments/personal-data${path}`,
    info: { type: 'admin' },
    config: {
      policies: [
        'admin::isAuthenticatedAdmin',
        { name: 'admin::hasPermissions', config: { actions: [permissions.personalData] } },
      ],
    },
    handler: async (ctx: object) => {
      const context = ctx as Context;
      const asked = requestSchema.safeParse(context.request.body);
      if (!asked.success) throw new errors.ValidationError('Give an e-mail address.');
      context.body = { data: await work(asked.data.email) };
    },
  });
  strapi.server.routes({
    type: 'admin',
    routes: [
      route('/export', (email) => new PersonalData(strapi.db.connection).export(email)),
      route('/erase', async (email) => {
        const erasure = await new PersonalData(strapi.db.connection).erase(email);
        onErased();
        return erasure;
      }),
    ],
  });
}
