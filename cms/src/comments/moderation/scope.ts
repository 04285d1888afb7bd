/** What somebody may moderate: all comments, or those on the articles of their own clinics. */
import type { Core } from '@strapi/strapi';

/** The permissions that roles can be given. */
export const permissions = {
  all: 'admin::comments.moderate',
  own: 'admin::comments.moderate-own',
  personalData: 'admin::comments.personal-data',
} as const;

export interface Scope {
  /** The documentIds of clinics; undefined where there is no bound. */
  clinics: readonly string[] | undefined;
  /** Those in whose name one answers; undefined for all. */
  authors: readonly string[] | undefined;
}

const everything: Scope = { clinics: undefined, authors: undefined };

/** Whether somebody may moderate all comments, and not those of their own clinics alone. */
export async function moderatesAll(strapi: Core.Strapi, user: { id: number }): Promise<boolean> {
  const scope = await scopeOf(strapi, user);
  return scope !== undefined && scope.clinics === undefined;
}

/** Undefined for somebody who may moderate nothing. */
export async function scopeOf(
  strapi: Core.Strapi,
  user: { id: number },
): Promise<Scope | undefined> {
  const granted: { action: string }[] = await strapi
    .service('admin::permission')
    .findUserPermissions(user);
  const may = (wanted: string) => granted.some(({ action }) => action === wanted);
  if (may(permissions.all)) return everything;
  if (!may(permissions.own)) return undefined;
  const authors: { documentId: string; clinics: { documentId: string }[] }[] = await strapi.db
    .query('api::author.author')
    .findMany({ where: { account: { id: user.id } }, populate: { clinics: true } });
  return {
    clinics: authors.flatMap(({ clinics }) => clinics.map(({ documentId }) => documentId)),
    authors: authors.map(({ documentId }) => documentId),
  };
}
