import { settings } from '../src/settings';

export default [
  'global::request-log',
  'strapi::errors',
  'strapi::security',
  { name: 'strapi::cors', config: { origin: settings.siteOrigins, credentials: false } },
  'strapi::query',
  // The signature of a message is one of its text as it came.
  { name: 'strapi::body', config: { jsonLimit: '4mb', formLimit: '1mb', includeUnparsed: true } },
  'global::plain-requests',
  'strapi::session',
  'strapi::favicon',
  'strapi::public',
];
