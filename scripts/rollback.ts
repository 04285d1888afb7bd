/**
 * `npm run rollback [-- RELEASE]`: makes the site what it was after an earlier release, the one before
 * that which is shown unless it is named, and keeps it so until `npm run rollback -- --resume`.
 */
import { randomUUID } from 'node:crypto';
import {
  type Release,
  signedHeaders,
  type SiteStatus,
  type WebhookMessage,
} from '@meridian/content';
import { foldersIn, Site } from '@meridian/publisher';
import { main } from './system/main.ts';
import { requireDataFolder } from './system/preconditions.ts';
import { type PublisherSettings, readPublisherSettings } from './system/publisher.ts';
import { UsageError } from './system/settings.ts';

main(async ([choice, ...rest]) => {
  const settings = readPublisherSettings(rest);
  requireDataFolder(settings.dataFolder);
  const isResume = choice === '--resume';
  if (choice !== undefined && !isResume && !/^\d+$/.test(choice))
    throw new UsageError(`"${choice}" is not a release: give its number, or --resume.`);
  const site = await reach(settings);
  try {
    if (isResume) {
      await site.resume();
      process.stdout.write('The site goes on with the newest content.\n');
      return;
    }
    const number = choice === undefined ? before(site) : Number(choice);
    await site.goBack(number);
    process.stdout.write(
      `The site is what it was after release ${String(number)}, and stays so until \`npm run rollback -- --resume\`.\n`,
    );
  } finally {
    site.close();
  }
});

/** The release before the one that is shown: of a site that is held, before that at which it is. */
function before({ releases, held = releases[0]?.number ?? 0 }: Reached): number {
  const previous = releases.find(({ number }) => number < held);
  if (!previous) throw new UsageError('There is no earlier release to go back to.');
  return previous.number;
}

interface Reached {
  /** The newest first. */
  releases: Release[];
  /** The release that the site is held at. */
  held: number | undefined;
  goBack(number: number): Promise<void>;
  resume(): Promise<void>;
  close(): void;
}

/** The publisher that runs, or, when none does, the site itself. */
async function reach({ port, webhookSecrets, dataFolder }: PublisherSettings): Promise<Reached> {
  const url = `http://127.0.0.1:${String(port)}`;
  // Nobody listens: there is no publisher.
  const answer = await fetch(`${url}/status`).catch(() => undefined);
  if (!answer) return itself(dataFolder);
  const { releases, held } = (await answer.json()) as SiteStatus;
  const tell = async (message: WebhookMessage) => {
    const body = JSON.stringify(message);
    const headers = signedHeaders(webhookSecrets, { id: randomUUID(), at: new Date(), body });
    const response = await fetch(`${url}/webhook`, { method: 'POST', headers, body });
    const { error } = (await response.json()) as { error?: string };
    if (error !== undefined) throw new UsageError(error);
  };
  return {
    releases,
    held,
    goBack: (number) => tell({ type: 'release.rollback', data: { number } }),
    resume: () => tell({ type: 'release.resume' }),
    close: () => undefined,
  };
}

function itself(dataFolder: string): Reached {
  const site = new Site(foldersIn(dataFolder));
  return {
    releases: site.releases(),
    held: site.held(),
    goBack(number) {
      site.goBack(number);
      return Promise.resolve();
    },
    resume() {
      site.resume();
      return Promise.resolve();
    },
    close: () => {
      site.close();
    },
  };
}
