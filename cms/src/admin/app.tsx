import type { StrapiApp } from '@strapi/strapi/admin';
import { showAuthorNames } from './authors-column';
import { showShortDates } from './dates-column';

export default {
  config: {
    locales: [],
    // The admin asks no other host for news of Strapi.
    notifications: { releases: false },
    tutorials: false,
  },
  bootstrap(app: StrapiApp) {
    for (const show of [showAuthorNames, showShortDates])
      app.registerHook('Admin/CM/pages/ListView/inject-column-in-table', show);
  },
};
