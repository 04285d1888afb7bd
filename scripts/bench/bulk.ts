/**
 * Fills a CMS with copies of its demonstration posts, straight into its SQLite file: thousands in
 * seconds, where one document call each takes 30 ms and more. The CMS must not be running.
 */
import { DatabaseSync } from 'node:sqlite';

type Row = Record<string, string | number | null>;

const links = ['posts_authors_lnk', 'posts_topics_lnk', 'posts_clinic_lnk', 'posts_reviewer_lnk'];

/** Words of a copied article, roughly; the demonstration's own are a little longer. */
const wordsOfAPost = 800;

/**
 * Adds posts until there are `count`, each a draft and its published version with authors, clinic,
 * topics, references, cover and, on every second one, a thread of two comments.
 */
export function fillWithPosts(databaseFile: string, count: number): void {
  const database = new DatabaseSync(databaseFile);
  const all = (sql: string, ...values: (string | number)[]): Row[] =>
    database.prepare(sql).all(...values) as Row[];
  const insert = inserter(database);

  const drafts = all('SELECT * FROM posts WHERE published_at IS NULL ORDER BY id');
  const versions = drafts.map((draft) => ({
    rows: all(
      'SELECT * FROM posts WHERE document_id = ? ORDER BY published_at',
      draft.document_id ?? '',
    ),
  }));
  const linked = (table: string, post: Row) =>
    all(`SELECT * FROM ${table} WHERE post_id = ?`, post.id ?? 0);
  const parts = (post: Row) => all('SELECT * FROM posts_cmps WHERE entity_id = ?', post.id ?? 0);

  database.exec('BEGIN');
  for (let number = drafts.length; number < count; number += 1) {
    const source = versions[number % versions.length];
    if (!source) throw new Error('The CMS has no posts to copy: start it with the demonstration.');
    const documentId = `bench${String(number).padStart(9, '0')}`;
    const date = new Date(Date.UTC(2010, 0, 1) + number * 13 * 3_600_000).toISOString();
    const copies = source.rows.map((row) => {
      const copy = insert('posts', {
        ...row,
        document_id: documentId,
        slug: `${String(row.slug)}-${String(number)}`,
        title: `${String(row.title)} (${String(number)})`,
        body: shortened(String(row.body)),
        publish_at: Date.parse(date),
        updated_at: Date.parse(date),
      });
      for (const table of links)
        for (const link of linked(table, row)) insert(table, { ...link, post_id: copy });
      for (const part of parts(row)) insert('posts_cmps', { ...part, entity_id: copy });
      return copy;
    });
    if (number % 2 === 0) addThread(insert, documentId, copies, date);
  }
  database.exec('COMMIT');
  database.close();
}

/** Components are shared between copies: the bench reads them and changes none. */
function inserter(database: DatabaseSync) {
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  return (table: string, { id, ...row }: Row): number => {
    const columns = Object.keys(row);
    let statement = statements.get(table);
    if (!statement) {
      const names = columns.map((column) => `"${column}"`).join(', ');
      statement = database.prepare(
        `INSERT INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
      );
      statements.set(table, statement);
    }
    return Number(statement.run(...Object.values(row)).lastInsertRowid);
  };
}

/** An article cut after about 800 words. */
function shortened(body: string): string {
  const article = JSON.parse(body) as { content: unknown[] };
  let words = 0;
  const content = article.content.filter((block) => {
    const before = words;
    words += (JSON.stringify(block).match(/"text":"[^"]*"/g) ?? []).join(' ').split(' ').length;
    return before < wordsOfAPost;
  });
  return JSON.stringify({ ...article, content });
}

function addThread(
  insert: (table: string, row: Row) => number,
  post: string,
  versions: number[],
  date: string,
): void {
  const add = (key: string, body: string): number => {
    const comment = insert('comments', {
      document_id: `${post}${key}`,
      state: 'approved',
      name: 'Reader',
      email: 'reader@mailbox.example',
      body,
      submitted_at: Date.parse(date) + 86_400_000,
      created_at: Date.parse(date),
      updated_at: Date.parse(date),
      published_at: Date.parse(date),
    });
    for (const version of versions)
      insert('comments_post_lnk', { comment_id: comment, post_id: version });
    return comment;
  };
  const parent = add('a', 'Thank you, this answered my question before my first visit.');
  const child = add('b', 'Same here. The table was what I had been looking for.');
  insert('comments_parent_lnk', { comment_id: child, inv_comment_id: parent });
}
