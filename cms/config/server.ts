import { settings } from '../src/settings';

export default () => ({
  host: settings.host,
  port: settings.port,
  url: settings.publicUrl,
  app: { keys: settings.appKeys },
  dirs: { public: settings.publicFolder },
  // The CMS asks no other host for news of Strapi.
  logger: { updates: { enabled: false } },
  transfer: { remote: { enabled: false } },
});
