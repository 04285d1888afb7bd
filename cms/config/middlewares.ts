import { settings } from '../src/settings';

export default [
  'strapi::logger',
  'strapi::errors',
  'strapi::security',
  { name: 'strapi::cors', config: { origin: settings.siteOrigins, credentials: false } },
  'strapi::query',
  { name: 'strapi::body', config: { jsonLimit: '4mb', formLimit: '1mb' } },
  'strapi::session',
  'strapi::favicon',
  'strapi::public',
];
