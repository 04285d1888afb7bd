/** What the commands that publish need to know. */
import { type CmsClientOptions, isWebhookSecret } from '@meridian/content';
import { ensureSecrets } from './secrets.ts';
import { readSettings, UsageError, webAddress } from './settings.ts';

export interface PublisherSettings {
  cms: CmsClientOptions;
  dataFolder: string;
  siteUrl: string;
  /** Where browsers send comments, when the CMS has another address for them. */
  commentsUrl: string | undefined;
  /** Where the warm publisher hears from the CMS. */
  port: number;
  webhookSecrets: string[];
  /** The share of its pages that the site may lose at once. */
  largestLoss: number | undefined;
}

/** @throws UsageError that names the setting and the remedy. */
export function readPublisherSettings(args: readonly string[]): PublisherSettings {
  const { dataFolder, cmsUrl, siteUrl, publisherPort, commentsUrl } = readSettings(args);
  const url = webAddress('CMS_URL', process.env.CMS_URL ?? cmsUrl);
  const isElsewhere = process.env.CMS_URL !== undefined;
  if (isElsewhere && process.env.CMS_TOKEN === undefined)
    throw new UsageError('CMS_TOKEN is not set: set it to the SITE_TOKEN of the CMS.');
  const token = process.env.CMS_TOKEN ?? ensureSecrets(dataFolder).SITE_TOKEN;
  const secrets =
    process.env.WEBHOOK_SECRET ?? (isElsewhere ? '' : ensureSecrets(dataFolder).WEBHOOK_SECRET);
  return {
    cms: { url, token },
    dataFolder,
    siteUrl,
    commentsUrl,
    port: publisherPort,
    webhookSecrets: readSecrets(secrets),
    largestLoss: largestLoss(process.env.LARGEST_LOSS),
  };
}

function readSecrets(list: string): string[] {
  const secrets = list.split(',').filter((secret) => secret !== '');
  if (!secrets.every(isWebhookSecret))
    throw new UsageError(
      'WEBHOOK_SECRET is not one: set it to that of the CMS, which is Base64, with whsec_ before it or not.',
    );
  return secrets;
}

function largestLoss(percent: string | undefined): number | undefined {
  if (percent === undefined) return undefined;
  if (!/^\d{1,3}$/.test(percent) || Number(percent) > 100)
    throw new UsageError(
      `LARGEST_LOSS is "${percent}": set it to a percentage of pages, or leave it out for 20.`,
    );
  return Number(percent) / 100;
}
