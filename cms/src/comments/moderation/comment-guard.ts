/**
 * Comments, with the addresses of those who wrote them, are for who moderates all. Strapi grants its own roles
 * every type of content, and what is done in its Content Manager passes by guard, scope and log; so whoever is
 * signed in and comes to a comment by another way than the page of moderation is held to the same permission.
 */
import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import type { AdminUser } from '../../admin-user';
import { moderatesAll, permissions } from './scope';

const comment = 'api::comment.comment';

/** What a request knows: who is signed in, and whether the page of moderation looks after what they may. */
interface RequestState {
  user?: AdminUser;
  isModerating?: boolean;
}

export function guardComments(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    if (context.uid !== comment) return next();
    const { user, isModerating } = (strapi.requestContext.get()?.state ?? {}) as RequestState;
    // Without somebody who is signed in it is the CMS's own doing.
    if (user && isModerating !== true && !(await moderatesAll(strapi, user)))
      throw new errors.ForbiddenError(
        'Comments are read and decided on at “Comments”, by those whose role lets them.',
      );
    return next();
  });
}

/** Takes back what Strapi has granted by itself, so that nobody is offered what they may not see. */
export async function keepCommentsFromRoles(strapi: Core.Strapi): Promise<void> {
  const granted: { id: number; role: { id: number; code: string } | null }[] = await strapi.db
    .query('admin::permission')
    .findMany({ where: { subject: comment }, populate: { role: true } });
  const moderating: { role: { id: number } | null }[] = await strapi.db
    .query('admin::permission')
    .findMany({ where: { action: permissions.all }, populate: { role: true } });
  const roles = new Set(moderating.map(({ role }) => role?.id));
  const withoutLeave = granted.filter(
    ({ role }) => role?.code !== 'strapi-super-admin' && !roles.has(role?.id),
  );
  await strapi.db
    .query('admin::permission')
    .deleteMany({ where: { id: { $in: withoutLeave.map(({ id }) => id) } } });
}
