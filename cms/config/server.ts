import { settings } from '../src/settings';

export default () => ({
  host: settings.host,
  port: settings.port,
  url: settings.publicUrl,
  app: { keys: settings.appKeys },
  dirs: { public: settings.publicFolder },
  transfer: { remote: { enabled: false } },
});
