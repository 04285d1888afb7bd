/**
 * Logs requests as Strapi's own does, but without their queries: those hold what is looked for in the admin,
 * such as e-mail addresses, and the links by which visitors reach their comments.
 */
import type { Core } from '@strapi/strapi';

interface Context {
  method: string;
  path: string;
  status: number;
}

export default (_: unknown, { strapi }: { strapi: Core.Strapi }) =>
  async (ctx: Context, next: () => Promise<void>): Promise<void> => {
    const start = performance.now();
    await next();
    const milliseconds = Math.ceil(performance.now() - start);
    strapi.log.http(`${ctx.method} ${ctx.path} (${String(milliseconds)} ms) ${String(ctx.status)}`);
  };
