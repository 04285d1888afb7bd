/** `npm run publisher`: stays, and makes a release of the site whenever something has changed. */
import { join } from 'node:path';
import {
  Compressor,
  createReporter,
  foldersIn,
  openEndpoint,
  Publisher,
  WarmPublisher,
} from '@meridian/publisher';
import { main } from './system/main.ts';
import { requireDataFolder } from './system/preconditions.ts';
import { readPublisherSettings } from './system/publisher.ts';

main(async (args) => {
  const { port, webhookSecrets, ...options } = readPublisherSettings(args);
  requireDataFolder(options.dataFolder);
  const compressor = new Compressor(foldersIn(options.dataFolder));
  const publisher = new Publisher({
    ...options,
    secrets: webhookSecrets,
    onStep: (step) => {
      warm.step(step);
    },
    onLive: (files) => {
      compressor.add(files);
    },
  });
  const report = createReporter(options.cms.url, webhookSecrets);
  const warm = new WarmPublisher(
    publisher,
    (status) => {
      void report(status);
      const { state, failure, releases } = status;
      const [last] = releases;
      const text = failure
        ? failure.message
        : last
          ? `release ${String(last.number)}`
          : 'no release';
      process.stdout.write(`${new Date().toISOString()} ${state}: ${text}\n`);
    },
    compressor,
  );
  const endpoint = await openEndpoint({
    port,
    host: process.env.PUBLISHER_HOST ?? '127.0.0.1',
    secrets: webhookSecrets,
    isRepeated: (id) => publisher.isRepeated(id),
    onMessage: (message) => warm.hear(message),
    status: () => warm.status(),
  });
  process.stdout.write(`Listening on port ${String(port)}; ${join(options.dataFolder, 'site')}\n`);
  const stop = () => {
    endpoint.close();
    warm.close();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  await warm.run();
  await publisher.close();
  process.exit(0);
});
