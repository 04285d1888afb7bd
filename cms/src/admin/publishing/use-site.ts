/** How it stands with the site, by what its publisher has said last. */
import type { SiteStatus } from '@meridian/content';
import type { TargetOverview } from '../../webhooks/sender';
import { type Polled, usePolled } from './use-polled';

export interface Site {
  status: SiteStatus | null;
  /** When the publisher was last heard, in milliseconds since 1970. */
  heardAt: number | null;
  /** Why the last message did not reach the publisher, in words. */
  undelivered: string | null;
  targets: TargetOverview[];
  url: string | null;
}

/** @param pause how often it is asked after, in milliseconds. */
export const useSite = (pause: number): Polled<Site> => usePolled('/publishing/site', () => pause);
