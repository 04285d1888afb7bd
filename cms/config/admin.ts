import { settings } from '../src/settings';

export default () => ({
  auth: { secret: settings.adminJwtSecret },
  apiToken: { salt: settings.apiTokenSalt },
  transfer: { token: { salt: settings.transferTokenSalt } },
  secrets: { encryptionKey: settings.encryptionKey },
  flags: { nps: false, promoteEE: false },
  autoOpen: false,
});
