/**
 * What the CMS reads from its environment, once, at start. `npm start` sets all of it;
 * an operator who runs the CMS alone sets the same names.
 */
import { join, resolve } from 'node:path';
import { isWebhookSecret } from '@meridian/content';

function text(name: string, remedy: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: ${remedy}`);
  return value;
}

function secret(name: string): string {
  return text(name, 'set it to a long random text. `npm start` makes one and keeps it in .data/.');
}

function port(name: string, fallback: number): number {
  const value = process.env[name] ?? String(fallback);
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw new Error(`${name} is "${value}": set it to a port between 1 and 65535.`);
  return number;
}

function list(name: string): string[] {
  return (process.env[name] ?? '').split(',').filter((item) => item !== '');
}

function webhookSecrets(name: string): string[] {
  const secrets = list(name);
  if (!secrets.every(isWebhookSecret))
    throw new Error(
      `${name} holds something else than secrets: each is Base64, such as \`openssl rand -base64 32\` gives.`,
    );
  return secrets;
}

function address(name: string, fallback: string): string {
  const value = process.env[name] ?? fallback;
  if (!/^https?:\/\/.*\/$/.test(value) || !URL.canParse(value))
    throw new Error(`${name} is "${value}": set it to a web address that ends with a slash.`);
  return value;
}

function seconds(name: string, fallback: number): number {
  const value = process.env[name] ?? String(fallback);
  if (!/^\d{1,6}$/.test(value))
    throw new Error(`${name} is "${value}": set it to a number of seconds, or leave it out.`);
  return Number(value);
}

/** Undefined while e-mail is off. The address holds a password, so that it is not told. */
function mail(): { url: string; from: string } | undefined {
  const url = process.env.MAIL_URL ?? '';
  if (url === '') return undefined;
  if (!/^smtps?:\/\/./.test(url) || !URL.canParse(url))
    throw new Error(
      'MAIL_URL is no address of an SMTP server: set it to one such as smtps://user:password@mail.practice.example, with what has a meaning in addresses written as %40 and the like.',
    );
  text('SITE_ORIGINS', 'e-mail holds links to the site, such as https://practice.example.');
  return {
    url,
    from: text(
      'MAIL_FROM',
      'set it to where e-mail comes from, such as "Harbor Clinic <comments@practice.example>".',
    ),
  };
}

const dataFolder = resolve(process.env.DATA_DIR ?? join(process.cwd(), '..', '.data'), 'cms');
const cmsPort = port('CMS_PORT', 1337);
const host = process.env.CMS_HOST ?? '127.0.0.1';

export const settings = {
  host,
  port: cmsPort,
  /** The address at which browsers reach the CMS, when it stands behind a proxy. */
  publicUrl: (process.env.CMS_PUBLIC_URL ?? `http://localhost:${String(cmsPort)}`).replace(
    /\/+$/,
    '',
  ),
  databaseFile: join(dataFolder, 'data.db'),
  /** Strapi keeps uploads in `uploads/` below it. */
  publicFolder: join(dataFolder, 'public'),
  appKeys: secret('APP_KEYS').split(','),
  adminJwtSecret: secret('ADMIN_JWT_SECRET'),
  apiTokenSalt: secret('API_TOKEN_SALT'),
  transferTokenSalt: secret('TRANSFER_TOKEN_SALT'),
  encryptionKey: secret('ENCRYPTION_KEY'),
  /** The read-only token of the site; see src/site-api/token.ts. */
  siteToken: secret('SITE_TOKEN'),
  /** What the tokens and challenges of comments are signed with. */
  commentSecret: secret('COMMENT_SECRET'),
  /** Addresses of proxies, or networks of them, whose word is believed on where a visitor comes from. */
  trustedProxies: list('TRUSTED_PROXIES'),
  /** Origins of the site whose pages may call the CMS from a browser. */
  siteOrigins: list('SITE_ORIGINS'),
  /** The first administrator, made when there is none yet. */
  firstAdmin: {
    email: process.env.ADMIN_EMAIL,
    password: process.env.ADMIN_PASSWORD,
  },
  /** Who is told of changes, as JSON; see src/webhooks/targets.ts. */
  webhookTargets: process.env.WEBHOOK_TARGETS ?? '[]',
  /** What messages between the CMS and the publisher are signed with, the newest first. */
  webhookSecrets: webhookSecrets('WEBHOOK_SECRET'),
  /** Hosts within a private network that webhooks may go to. */
  webhookPrivateHosts: list('WEBHOOK_PRIVATE_HOSTS'),
  /** Hosts within a private network from which images may be taken into the media library. */
  imagePrivateHosts: list('IMAGE_PRIVATE_HOSTS'),
  /** Where references are looked up: by DOI, and by PubMed number. */
  doiUrl: address('DOI_URL', 'https://doi.org/'),
  pubmedUrl: address('PUBMED_URL', 'https://api.ncbi.nlm.nih.gov/lit/ctxp/v1/pubmed/'),
  mail: mail(),
  /** For how long an answer waits before it is told by e-mail, so that an approval can be undone. */
  mailPauseSeconds: seconds('MAIL_PAUSE_SECONDS', 60),
  graphqlIntrospection: process.env.NODE_ENV !== 'production',
  /** Whether to load the demonstration content into an empty CMS. */
  demo: process.env.DEMO === 'true',
};
