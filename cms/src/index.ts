import type { Core } from '@strapi/strapi';
import { registerArticleField } from './article/field';
import { addArticleRoutes } from './article/routes';
import { nameAuthorsInLists } from './author-names';
import { loadDemo } from './demo/load';
import { ensureFirstAdmin } from './first-admin';
import { startComments, takeComments } from './comments';
import { keepStatistics } from './database/statistics';
import { stopMail } from './mail';
import { datePublications } from './publication-date';
import { redirectMovedPages } from './moved-pages';
import { addPublishingPermission, addPublishingRoutes } from './publishing/routes';
import { SiteMemory } from './publishing/site';
import { startRegister, suspendRegister } from './register';
import { enforceRules } from './rules';
import { endSessionsWithPassword } from './session-end';
import { settings } from './settings';
import { makeMissingSlugs } from './slugs';
import { registerSiteApi } from './site-api';
import { ensureSiteToken } from './site-api/token';
import { turnPhotosUpright } from './upright-photos';
import { nudgeAfterCommits, startWebhooks, stopWebhooks, webhookSender } from './webhooks';

export default {
  async register({ strapi }: { strapi: Core.Strapi }) {
    registerArticleField(strapi);
    await suspendRegister(strapi);
    await registerSiteApi(strapi);
    makeMissingSlugs(strapi);
    enforceRules(strapi);
    datePublications(strapi);
    redirectMovedPages(strapi);
    nameAuthorsInLists(strapi);
    nudgeAfterCommits(strapi);
    endSessionsWithPassword(strapi);
    turnPhotosUpright(strapi);
    addArticleRoutes(strapi);
    await takeComments(strapi);
    addPublishingRoutes(strapi, webhookSender);
    await addPublishingPermission(strapi);
  },

  async bootstrap({ strapi }: { strapi: Core.Strapi }) {
    // Readers do not wait for writers; with synchronous=FULL, SQLite's default, a commit survives a crash.
    await strapi.db.connection.raw('PRAGMA journal_mode = WAL');
    await startRegister(strapi);
    await ensureSiteToken(strapi, settings.siteToken);
    await ensureFirstAdmin(strapi, settings.firstAdmin);
    if (settings.demo) await loadDemo(strapi);
    await keepStatistics(strapi);
    await startComments(strapi);
    await startWebhooks(strapi);
    await new SiteMemory(strapi.db.connection).prepare();
  },

  async destroy() {
    await stopMail();
    await stopWebhooks();
  },
};
