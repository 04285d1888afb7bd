import { LossError } from './error.ts';

/** The share of its pages that a site may lose at once, unless said otherwise. */
const usualLoss = 0.2;
/** A site so small may change as it likes. */
const smallSite = 20;

/** @throws LossError when a release would take away an unusual share of the pages. */
export function checkCount({
  before,
  gone,
  after,
  largestLoss = usualLoss,
}: {
  before: number;
  gone: number;
  after: number;
  largestLoss?: number | undefined;
}): void {
  if (before <= smallSite || after >= before * (1 - largestLoss)) return;
  throw new LossError([
    {
      path: 'The site',
      message: `${String(gone)} of ${String(before)} pages would be gone. If that is meant, choose “Publish anyway” on the start page of the admin, or publish with --force.`,
    },
  ]);
}
