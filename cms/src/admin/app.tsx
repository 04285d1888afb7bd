import type { StrapiApp } from '@strapi/strapi/admin';
import { showAuthorNames } from './authors-column';

export default {
  config: {
    locales: [],
    // The admin asks no other host for news of Strapi.
    notifications: { releases: false },
    tutorials: false,
  },
  bootstrap(app: StrapiApp) {
    app.registerHook('Admin/CM/pages/ListView/inject-column-in-table', showAuthorNames);
  },
};
