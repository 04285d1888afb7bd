/** A post with 500 comments: how heavy its page is, and how soon it has one more. */
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { brotliCompressSync } from 'node:zlib';
import { foldersIn, serveSite } from '@meridian/publisher';
import type { Row } from '../bench.ts';
import { adminEmail } from '../system/cms.ts';
import { signIn } from '../test/admin-client.ts';
import { BenchSite } from './edits.ts';
import { percentiles } from './percentiles.ts';
import { startQuietPublisher } from './quiet.ts';
import type { BenchCms } from './system.ts';

const approvals = 30;

/** @param slug of the post, which has many comments. */
export async function measureDiscussed(
  { settings, secrets }: BenchCms,
  databaseFile: string,
  slug: string,
): Promise<Row[]> {
  const { dataFolder, sitePort, publisherPort, cmsUrl, siteUrl } = settings;
  const publisher = await startQuietPublisher(settings, secrets);
  const folders = foldersIn(dataFolder);
  const server = await serveSite({ folders, port: sitePort, host: 'localhost' });
  try {
    const admin = await signIn({ url: cmsUrl, adminEmail, adminPassword: secrets.ADMIN_PASSWORD });
    const publisherUrl = `http://127.0.0.1:${String(publisherPort)}`;
    const site = new BenchSite(admin, siteUrl, publisherUrl, folders.live);
    const { post, count } = discussed(databaseFile, slug);
    const times: number[] = [];
    for (let round = 0; round < approvals; round += 1) {
      const word = site.word();
      const { body } = await admin.create('comment', {
        post: { connect: [{ documentId: post }] },
        name: 'Reader',
        body: `A question: ${word}`,
        state: 'pending',
        submittedAt: new Date().toISOString(),
      });
      const id = body.data?.documentId ?? '';
      const last = `/posts/${slug}/comments/${String(Math.floor((count + round) / 50) + 1)}/`;
      const { sinceAnswer } = await site.measure(
        () => admin.update('comment', id, { state: 'approved' }),
        () => site.shows(last, word),
      );
      times.push(sinceAnswer);
    }
    const page = readFileSync(`${folders.live}/posts/${slug}.html`);
    return [
      { what: `an approval under ${String(count)} comments, live`, ...percentiles(times) },
      {
        what: `the page of a post with ${String(count)} comments, KB`,
        HTML: Math.round(page.length / 1024),
        Brotli: Math.round(brotliCompressSync(page).length / 1024),
      },
    ];
  } finally {
    server.closeAllConnections();
    server.close();
    await publisher.stop();
  }
}

function discussed(file: string, slug: string): { post: string; count: number } {
  using database = new DatabaseSync(file, { readOnly: true });
  const row = database
    .prepare(
      `SELECT p.document_id AS post, count(*) AS count FROM posts p
       JOIN comments_post_lnk l ON l.post_id = p.id JOIN comments c ON c.id = l.comment_id
       WHERE p.slug = ? AND p.published_at NOT NULL AND c.state = 'approved'`,
    )
    .get(slug);
  return { post: String(row?.post), count: Number(row?.count) };
}
