import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createReplica } from '@meridian/content';
import { type Folders, foldersIn, ShareImages } from '@meridian/publisher';
import { keepPublisher, type PublisherProcess } from '../system/publisher-process.ts';
import type { Secrets } from '../system/secrets.ts';
import type { Settings } from '../system/settings.ts';

/** After a full build the publisher compresses all pages, which is not what is measured. */
export async function untilQuiet(copies: string): Promise<void> {
  for (let [before, now] = [-1, 0]; before < now || now === 0;) {
    await delay(3_000);
    [before, now] = [now, existsSync(copies) ? readdirSync(copies).length : 0];
  }
}

/**
 * Starts a publisher, and waits until it has nothing to do but to wait for changes. The images for sharing that
 * a site begins with are empty files: to draw 10,000 takes a quarter of an hour, and changes nothing of what
 * an edit takes.
 */
export async function startQuietPublisher(
  settings: Settings,
  secrets: Secrets,
): Promise<PublisherProcess> {
  const folders = foldersIn(settings.dataFolder);
  const first = keepPublisher(settings, secrets);
  await first.untilLive(() => undefined);
  await first.stop();
  await placeShareImages(folders);
  const publisher = keepPublisher(settings, secrets);
  await publisher.untilLive(() => undefined);
  await untilQuiet(folders.copies);
  return publisher;
}

async function placeShareImages(folders: Folders): Promise<void> {
  const replica = createReplica(folders.replica);
  try {
    const images = new ShareImages(folders);
    for (const path of (await images.wanted(replica)).keys()) {
      const file = images.keptFile(path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, '');
    }
  } finally {
    replica.close();
  }
}
