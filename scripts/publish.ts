/**
 * `npm run publish -- --once`: brings the site up to date and ends, for CI and for any host. It needs
 * CMS_URL and CMS_TOKEN; on a machine where `npm start` runs it finds both by itself. With --full it
 * makes everything anew; with --force also a site that loses an unusual share of its pages; with
 * --html-redirects redirects are pages too, for hosts that do not read `_redirects`. The folder to deploy
 * is `.data/site/deploy`.
 */
import { appendFileSync } from 'node:fs';
import { formatProblem, type Release } from '@meridian/content';
import {
  createReporter,
  failureOf,
  foldersIn,
  prepareDeploy,
  Publisher,
} from '@meridian/publisher';
import { main } from './system/main.ts';
import { createProgress } from './system/progress.ts';
import { requireDataFolder } from './system/preconditions.ts';
import { readPublisherSettings } from './system/publisher.ts';
import { UsageError } from './system/settings.ts';

const flags = ['--once', '--force', '--full', '--html-redirects'];

main(async (args) => {
  const [once, force, full, htmlRedirects] = flags.map((flag) => args.includes(flag));
  const rest = args.filter((arg) => !flags.includes(arg));
  if (once !== true)
    throw new UsageError(
      'Add --once to publish and end. To publish whenever something changes, use `npm run publisher`.',
    );
  const options = readPublisherSettings(rest);
  requireDataFolder(options.dataFolder);
  const progress = createProgress();
  progress.step('Publishing the site');
  const publisher = new Publisher({
    ...options,
    onStep: (step) => {
      progress.detail(step);
    },
  });
  const report = createReporter(options.cms.url, options.webhookSecrets, (reason) => {
    process.stderr.write(`The CMS could not be told how it stands with the site: ${reason}\n`);
  });
  try {
    await report({ ...publisher.status(), state: 'publishing' });
    const release = await publisher.publish(process.env.PUBLISH_CAUSE ?? 'a run by hand', {
      force: force === true,
      full: full === true,
      retry: true,
    });
    await publisher.behind.follow();
    progress.step('Making the search index');
    await publisher.behind.index();
    await publisher.behind.share();
    progress.done();
    await report(publisher.status());
    const problems = publisher.problems().map(formatProblem);
    const held = publisher.held();
    const summary =
      held === undefined
        ? summaryOf(release, problems, publisher.entryCount())
        : `The site was taken back to release ${String(held)}, and stays so until \`npm run rollback -- --resume\`.\n`;
    const folder = prepareDeploy(foldersIn(options.dataFolder), {
      htmlRedirects: htmlRedirects === true,
    });
    process.stdout.write(`${summary}The site is in ${folder}\n`);
    const { GITHUB_STEP_SUMMARY: file } = process.env;
    if (file !== undefined) appendFileSync(file, summary);
  } catch (error) {
    await report({ ...publisher.status(), state: 'failed', failure: failureOf(error) });
    throw error;
  } finally {
    await publisher.close();
  }
});

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);

/** What was done and why, for a terminal and for the summary of a CI's run. */
function summaryOf(
  release: Release | undefined,
  problems: readonly string[],
  entries: number,
): string {
  const lines = release
    ? [
        `Release ${String(release.number)}, because of ${release.cause}: ${String(release.changed)} pages changed, ${String(release.removed)} removed, of ${String(entries)} entries.`,
        `Pulled in ${seconds(release.times.pull)} s, images ${seconds(release.times.images)} s, pages ${seconds(release.times.render)} s, all ${seconds(release.times.total)} s.`,
        ...release.pages.map((page) => `- ${page}`),
        ...(release.changed + release.removed > release.pages.length ? ['- and more'] : []),
      ]
    : ['Nothing that the site shows has changed.'];
  if (problems.length > 0)
    lines.push('', 'These entries stayed as they were, until they are put right:');
  return `${[...lines, ...problems.map((problem) => `- ${problem}`)].join('\n')}\n`;
}
