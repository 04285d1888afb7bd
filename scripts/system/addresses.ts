/** Where to go when all runs. */
import { adminEmail } from './cms.ts';
import { secretsFile } from './secrets.ts';
import type { Settings } from './settings.ts';

export function addresses({ siteUrl, cmsUrl, dataFolder }: Settings): string {
  return `
  Site    ${siteUrl}
  Admin   ${cmsUrl}/admin
  Sign in ${adminEmail}, with the ADMIN_PASSWORD in ${secretsFile(dataFolder)}
`;
}
