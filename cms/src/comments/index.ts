/** Comments: from a visitor's form to the page. */
import type { Core } from '@strapi/strapi';
import { settings } from '../settings';
import { AddressHashes } from './address';
import { webhookSender } from '../webhooks';
import { learnFilter } from './filter';
import { Intake } from './intake';
import { RateLimits } from './limits';
import { guardAccounts } from './moderation/account-rule';
import { guardComments, keepCommentsFromRoles } from './moderation/comment-guard';
import { Decisions, prepareDecisions } from './moderation/decisions';
import { ModerationQueue } from './moderation/queue';
import {
  addModerationPermissions,
  addModerationRoutes,
  type Moderation,
} from './moderation/routes';
import { commentMail } from './mail';
import { Subscriptions } from './mail/subscriptions';
import { addPersonalDataRoutes } from './personal-data/routes';
import { PracticeSettings } from './practice';
import { ProofOfWork } from './proof';
import type { CommentServices } from './form-pages';
import { addCommentRoutes } from './routes';
import { CommentStore } from './store';
import { Tokens } from './tokens';

let services: CommentServices | undefined;
let moderation: Moderation | undefined;

/** What was written past Strapi's documents is told to the publisher at once too. */
const nudge = () => webhookSender()?.nudge();

/** Adds the routes for visitors and moderators, and the permissions to moderate. */
export async function takeComments(strapi: Core.Strapi): Promise<void> {
  addCommentRoutes(strapi, () => started(services));
  addModerationRoutes(strapi, () => started(moderation), nudge);
  addPersonalDataRoutes(strapi, nudge);
  guardAccounts(strapi);
  guardComments(strapi);
  await addModerationPermissions(strapi);
}

/** Strapi listens when all has started, and not before. */
function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('Comments were asked for before the CMS has started.');
  return part;
}

const everyHour = '17 * * * *';

/** Also while nobody comments. */
async function throwAwayKeys(strapi: Core.Strapi, hashes: AddressHashes): Promise<void> {
  const task = () => hashes.throwAwayOld(Date.now());
  await task();
  strapi.cron.add({ 'meridian-address-key': { task, options: { rule: everyHour } } });
}

/** Comments are taken from here on. */
export async function startComments(strapi: Core.Strapi): Promise<void> {
  const database = strapi.db.connection;
  const tokens = new Tokens(settings.commentSecret);
  const subscriptions = new Subscriptions(database);
  const [store, hashes] = [new CommentStore(database, subscriptions), new AddressHashes(database)];
  for (const part of [subscriptions, store, hashes]) await part.prepare();
  await keepCommentsFromRoles(strapi);
  await throwAwayKeys(strapi, hashes);
  const proofs = new ProofOfWork(tokens);
  const practice = new PracticeSettings(strapi);
  const limits = new RateLimits(database, strapi.db.dialect.client, tokens.secretFor('limit'));
  await prepareDecisions(database);
  const learning = await learnFilter(database);
  const decisions = new Decisions(database, learning);
  const queue = new ModerationQueue(database, decisions);
  await queue.prepare();
  const mail = await commentMail(strapi, tokens, subscriptions);
  moderation = { queue, decisions, mail: mail.moderators, mailTrouble: mail.trouble };
  const intake = new Intake({
    store,
    proofs,
    tokens,
    limits,
    hashes,
    practice,
    filter: learning.filter,
    onShown: nudge,
  });
  const { wishes } = mail;
  services = { intake, proofs, tokens, practice, wishes, hasMail: settings.mail !== undefined };
}
