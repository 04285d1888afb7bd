/** Somebody who is signed in to the admin, as Strapi puts them into a request. */
export interface AdminUser {
  id: number;
  firstname?: string | null;
  lastname?: string | null;
}

/** What people call them; undefined for one without a name. */
export function nameOf(user: Partial<AdminUser> | undefined): string | undefined {
  const name = [user?.firstname, user?.lastname].filter(Boolean).join(' ');
  return name === '' ? undefined : name;
}
