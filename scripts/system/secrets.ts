/** Secrets are made once, kept in the data folder for its owner alone, and never printed. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './settings.ts';

const random = () => randomBytes(32).toString('base64url');

const make = {
  APP_KEYS: () => [random(), random()].join(','),
  ADMIN_JWT_SECRET: random,
  API_TOKEN_SALT: random,
  TRANSFER_TOKEN_SALT: random,
  // Strapi wants 32 bytes in hexadecimal.
  ENCRYPTION_KEY: () => randomBytes(32).toString('hex'),
  SITE_TOKEN: random,
  COMMENT_SECRET: random,
  // The form that Standard Webhooks ask for.
  WEBHOOK_SECRET: () => `whsec_${randomBytes(32).toString('base64')}`,
  // Strapi's rules ask for a capital, a small letter and a digit.
  ADMIN_PASSWORD: () => `${randomBytes(9).toString('base64url')}-Aa1`,
} as const;

export type Secrets = Record<keyof typeof make, string>;

export const secretsFile = (dataFolder: string) => join(dataFolder, 'secrets.json');

/** Reads the secrets, and makes those that are not there yet. */
export function ensureSecrets(dataFolder: string): Secrets {
  const file = secretsFile(dataFolder);
  const known = existsSync(file) ? readSecrets(file) : {};
  const secrets = Object.fromEntries(
    Object.entries(make).map(([name, maker]) => [name, known[name as keyof Secrets] ?? maker()]),
  ) as Secrets;
  if (Object.keys(make).some((name) => !(name in known))) {
    // Whole or not at all: half a file would lock everybody out.
    writeFileSync(`${file}.part`, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.part`, file);
  }
  return secrets;
}

function readSecrets(file: string): Partial<Secrets> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${String(error)}). Restore it from a backup.`);
  }
}
