/**
 * Whose account is whose, and of which clinics somebody is, decides what they may moderate: so it is for those
 * to change who may moderate all. Others leave a practitioner who has an account where they are.
 */
import type { Core, Modules } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import type { AdminUser } from '../../admin-user';
import { moderatesAll } from './scope';

type Context = Modules.Documents.Middleware.Context;

const author = 'api::author.author';
const clinic = 'api::clinic.clinic';

export function guardAccounts(strapi: Core.Strapi): void {
  strapi.documents.use(async (context, next) => {
    const { user } = (strapi.requestContext.get()?.state ?? {}) as { user?: AdminUser };
    // Without somebody who is signed in it is the CMS's own doing.
    if (user && (await changesScopes(strapi, context)) && !(await moderatesAll(strapi, user)))
      throw new errors.ValidationError(
        'This changes whose comments somebody may moderate. Ask somebody who moderates all comments to do it.',
      );
    return next();
  });
}

async function changesScopes(strapi: Core.Strapi, context: Context): Promise<boolean> {
  const { uid, action } = context;
  if (action !== 'create' && action !== 'update' && action !== 'clone') return false;
  const { documentId, data } = context.params as {
    documentId?: string;
    data?: Record<string, unknown>;
  };
  const isTouched = (field: string) => namesSomething(data?.[field]);
  // A copy has what it was copied from, account and all.
  const isCopy = action === 'clone' && documentId !== undefined;
  if (isCopy && uid === author && (await hasAccount(strapi, { documentId }))) return true;
  if (isCopy && uid === clinic && (await hasAccount(strapi, { clinics: { documentId } })))
    return true;
  if (uid === author) {
    if (isTouched('account')) return true;
    return isTouched('clinics') && documentId !== undefined && hasAccount(strapi, { documentId });
  }
  if (uid !== clinic || !isTouched('practitioners')) return false;
  // From the clinic's side any practitioner may be meant.
  return hasAccount(strapi, {});
}

/** Whether a relation is to change: forms send it in any case, and empty when it is not. */
function namesSomething(relation: unknown): boolean {
  if (relation === undefined) return false;
  if (relation === null || typeof relation !== 'object' || Array.isArray(relation)) return true;
  // An empty set takes all away.
  if ('set' in relation) return true;
  return Object.values(relation).some((part) => !Array.isArray(part) || part.length > 0);
}

async function hasAccount(strapi: Core.Strapi, where: object): Promise<boolean> {
  const found: unknown = await strapi.db
    .query(author)
    .findOne({ where: { ...where, account: { id: { $notNull: true } } } });
  return found !== null;
}
