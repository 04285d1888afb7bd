import { Discuss, Rocket } from '@strapi/icons';
import type { StrapiApp } from '@strapi/strapi/admin';
import { showAuthorNames } from './authors-column';
import { showShortDates } from './dates-column';
import { articleField } from './editor/field';
import { permissions } from './moderation/api';
import { PublishingPanel } from './publishing/panel';

interface ContentManagerApis {
  addEditViewSidePanel: (panels: (typeof PublishingPanel)[]) => void;
}

export default {
  config: {
    locales: [],
    // The admin asks no other host for news of Strapi.
    notifications: { releases: false },
    tutorials: false,
    translations: {
      en: {
        // Strapi's own words say that all is lost.
        'app.session.ended.unsaved':
          'Your session has ended. Sign in again to go on: the text that you wrote is kept in this browser and offered back. What you changed in other fields is lost.',
      },
    },
  },
  register(app: StrapiApp) {
    const site = {
      id: 'site',
      icon: Rocket,
      title: { id: 'meridian.site', defaultMessage: 'The site' },
      component: async () => (await import('./publishing/widget')).SiteWidget,
    };
    const title = { id: 'meridian.comments', defaultMessage: 'Comments' };
    const comments = {
      id: 'comments',
      icon: Discuss,
      title,
      component: async () => (await import('./moderation/widget')).CommentsWidget,
      permissions,
    };
    app.customFields.register(articleField);
    app.widgets.register((widgets) => [site, comments, ...widgets]);
    app.addMenuLink({
      to: 'comments',
      icon: Discuss,
      intlLabel: title,
      permissions,
      position: 3,
      Component: () => import('./moderation/page'),
    });
  },
  bootstrap(app: StrapiApp) {
    for (const show of [showAuthorNames, showShortDates])
      app.registerHook('Admin/CM/pages/ListView/inject-column-in-table', show);
    const { apis } = app.getPlugin('content-manager');
    (apis as unknown as ContentManagerApis).addEditViewSidePanel([PublishingPanel]);
  },
};
