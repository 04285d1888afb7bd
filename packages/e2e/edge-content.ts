/** Content at the edge of what the rules allow, for pages that have to hold it. */
import type { AdminAnswer, AdminClient } from '../../scripts/test/admin-client.ts';

const text = (words: string, lang?: string) => ({
  type: 'text',
  text: words,
  ...(lang === undefined ? {} : { marks: [{ type: 'language', attrs: { lang } }] }),
});
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const summary = 'A summary that is long enough for the rules, and says nothing else of any weight.';
const simple = { type: 'doc', content: [paragraph(text('One paragraph.'))] };

/** A title of 120 characters with one word that is longer than a phone is wide. */
export const longTitle =
  'Pneumonoultramicroscopicsilicovolcanoconiosis, and other long words that a practitioner may well put into a title, once!';

const columns = 20;
const cell = (type: 'tableCell' | 'tableHeader', words: string) => ({
  type,
  attrs: { colspan: 1, rowspan: 1 },
  content: [paragraph(text(words))],
});
const wideTable = {
  type: 'table',
  attrs: { caption: 'Twenty columns' },
  content: ['tableHeader' as const, 'tableCell' as const].map((type) => ({
    type: 'tableRow',
    content: Array.from({ length: columns }, (_, index) =>
      cell(type, `Column ${String(index + 1)}`),
    ),
  })),
};

const references = Array.from({ length: 40 }, (_, index) => ({
  key: `study-${String(index + 1)}`,
  type: 'article-journal',
  title: `Study number ${String(index + 1)} of a made-up series`,
  authors: 'Rowan A; Lindqvist B',
  container: 'Journal of Examples',
  year: 2000 + (index % 25),
}));

const article = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 2 }, content: [text('Forty studies')] },
    paragraph(
      text('Each of them is cited'),
      ...references.map(({ key }) => ({ type: 'citation', attrs: { reference: key } })),
      text('.'),
    ),
    paragraph(text('الوخز بالإبر قد يخفف الألم، لكن الدليل محدود.', 'ar')),
    wideTable,
    {
      type: 'video',
      attrs: { url: 'https://www.youtube.com/watch?v=abcDEF12345', title: 'A needle from near by' },
    },
    paragraph(text('한국어와 中文也在这里。')),
  ],
};

function documentOf({ status, body }: AdminAnswer): string {
  if (status >= 300 || !body.data) throw new Error(`It was refused: ${JSON.stringify(body)}`);
  return body.data.documentId;
}

/** As many as make a list of three pages, and more than a fifth of the site. */
const manyPosts = 61;

/**
 * Publishes posts at `/posts/edge/`, `/posts/edge-plain/` and `/posts/edge-comments/`, their author at
 * `/practitioners/edge/` and their clinic at `/clinics/edge/`; and a practitioner who has written much at
 * `/practitioners/edge-many/`.
 * @returns the ids of the many posts, and what removes all that is still there.
 */
export async function publishEdges(
  admin: AdminClient,
  comments: number,
): Promise<{ many: string[]; remove: () => Promise<void> }> {
  const made: [type: string, id: string][] = [];
  const create = async (type: string, entry: object) => {
    const id = documentOf(await admin.create(type, entry));
    made.unshift([type, id]);
    return id;
  };
  const author = await create('author', { name: '李梅', slug: 'edge' });
  const clinic = await create('clinic', {
    name: 'A clinic that gives no hours',
    slug: 'edge',
    address: { street: '1 Elm Street', locality: 'Portland', country: 'US' },
    timeZone: 'America/New_York',
  });
  const post = async (slug: string, entry: object) => {
    const id = await create('post', {
      title: slug,
      slug,
      summary,
      body: simple,
      authors: [author],
      ...entry,
    });
    documentOf(await admin.publish('post', id));
    return id;
  };
  await post('edge', { title: longTitle, body: article, references, clinic });
  await post('edge-plain', { commentsOpen: false });
  const prolific = await create('author', { name: 'Many Words', slug: 'edge-many' });
  const many: string[] = [];
  for (let index = 1; index <= manyPosts; index += 1)
    many.push(
      await post(`edge-many-${String(index)}`, {
        title: `Article number ${String(index)}`,
        authors: [prolific],
        publishAt: new Date(Date.UTC(2020, 0, index)).toISOString(),
      }),
    );
  const discussed = await post('edge-comments', {});
  for (let index = 0; index < comments; index += 1)
    await create('comment', {
      post: discussed,
      name: `Visitor ${String(index + 1)}`,
      body: `What comment ${String(index + 1)} says.`,
      state: 'approved',
      submittedAt: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
    });
  const remove = async () => {
    for (const [type, id] of made) await admin.remove(type, id);
  };
  return { many, remove };
}
