/** What the commands that publish need to know. */
import type { CmsClientOptions } from '@meridian/content';
import { ensureSecrets } from './secrets.ts';
import { readSettings, UsageError } from './settings.ts';

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
  const { dataFolder, cmsUrl, siteUrl, publisherPort } = readSettings(args);
  const url = process.env.CMS_URL ?? cmsUrl;
  if (!URL.canParse(url))
    throw new UsageError(
      `CMS_URL is "${url}": set it to the address of the CMS, such as https://cms.example.org.`,
    );
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
    commentsUrl: process.env.COMMENTS_URL,
    port: publisherPort,
    webhookSecrets: secrets.split(',').filter((secret) => secret !== ''),
    largestLoss: largestLoss(process.env.LARGEST_LOSS),
  };
}

function largestLoss(percent: string | undefined): number | undefined {
  if (percent === undefined) return undefined;
  if (!/^\d{1,3}$/.test(percent) || Number(percent) > 100)
    throw new UsageError(
      `LARGEST_LOSS is "${percent}": set it to a percentage of pages, or leave it out for 20.`,
    );
  return Number(percent) / 100;
}
