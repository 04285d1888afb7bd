/** Content of which every page bears the edition of the site in its name. */
import type { AdminAnswer, AdminClient } from '../../../scripts/test/admin-client.ts';

function idOf({ status, body }: AdminAnswer): string {
  if (status >= 300 || !body.data) throw new Error(`It was refused: ${JSON.stringify(body)}`);
  return body.data.documentId;
}

/** Publishes posts with the slugs `post-0` and so on. */
export async function publishPosts(admin: AdminClient, count: number): Promise<void> {
  const author = idOf(await admin.create('author', { name: 'Ada Rowan', slug: 'ada-rowan' }));
  for (let number = 0; number < count; number += 1) {
    const post = await admin.create('post', {
      title: `Post ${String(number)}`,
      slug: `post-${String(number)}`,
      summary: 'A summary that is long enough for the rules, and says nothing else of any weight.',
      authors: [author],
      publishAt: '2026-01-01T10:00:00.000Z',
      body: {
        type: 'doc',
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Words.' }] }],
      },
    });
    idOf(await admin.publish('post', idOf(post)));
  }
}

/** Names the site anew. @returns whether the CMS has acknowledged it. */
export async function publishEdition(admin: AdminClient, number: number): Promise<boolean> {
  const { status } = await admin.call('PUT', '/content-manager/single-types/api::site.site', {
    name: `Edition ${String(number)} of the journal`,
  });
  return status === 200;
}

export const editionOf = (html: string): number =>
  Number(/Edition (\d+) of the journal/.exec(html)?.[1]);
