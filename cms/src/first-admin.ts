import type { Core } from '@strapi/strapi';

/** Makes the first administrator of a new CMS, so that nobody else can claim it over the network. */
export async function ensureFirstAdmin(
  strapi: Core.Strapi,
  { email, password }: { email: string | undefined; password: string | undefined },
): Promise<void> {
  if (email === undefined || password === undefined) return;
  const users = strapi.service('admin::user');
  if (await users.exists()) return;
  const role = await strapi.service('admin::role').getSuperAdmin();
  await users.create({
    email,
    password,
    firstname: 'Meridian',
    lastname: 'Administrator',
    isActive: true,
    blocked: false,
    registrationToken: null,
    roles: [role.id],
  });
}
