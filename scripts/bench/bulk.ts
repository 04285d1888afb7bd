/**
 * Fills a CMS with copies of its demonstration posts, straight into its SQLite file: thousands in
 * seconds, where one document call each takes 30 ms and more. The CMS must not be running.
 */
import { DatabaseSync } from 'node:sqlite';

type Row = Record<string, string | number | null>;

const componentTables: Record<string, string> = {
  'post.takeaway': 'components_post_takeaways',
  'post.reference': 'components_post_references',
  'post.correction': 'components_post_corrections',
  'shared.picture': 'components_shared_pictures',
  'shared.seo': 'components_shared_seos',
};
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
  // The triggers of the change register cost more than the rows; the CMS notes them when it starts.
  for (const { name } of all(`SELECT name FROM sqlite_master WHERE type = 'trigger'`))
    database.exec(`DROP TRIGGER "${String(name)}"`);

  const drafts = all('SELECT * FROM posts WHERE published_at IS NULL ORDER BY id');
  const linked = (table: string, post: Row) =>
    all(`SELECT * FROM ${table} WHERE post_id = ?`, post.id ?? 0);
  const parts = (post: Row): Part[] =>
    all('SELECT * FROM posts_cmps WHERE entity_id = ?', post.id ?? 0).map((tie) => {
      const type = String(tie.component_type);
      const table = componentTables[type] ?? '';
      const id = tie.cmp_id ?? 0;
      const [component] = all(`SELECT * FROM ${table} WHERE id = ?`, id);
      const ofComponent = 'WHERE related_id = ? AND related_type = ?';
      const files = all(`SELECT * FROM files_related_mph ${ofComponent}`, id, type);
      return { tie, table, component: component ?? { id }, files };
    });
  const versionsOf = (draft: Row): Version[] =>
    all(
      'SELECT * FROM posts WHERE document_id = ? ORDER BY published_at',
      draft.document_id ?? '',
    ).map((row) => ({
      row: { ...row, body: shortened(String(row.body)) },
      links: links.map((table) => ({ table, rows: linked(table, row) })),
      parts: parts(row),
    }));
  const sources = drafts.map(versionsOf);

  database.exec('BEGIN');
  for (let number = drafts.length; number < count; number += 1) {
    const source = sources[number % sources.length];
    if (!source) throw new Error('The CMS has no posts to copy: start it with the demonstration.');
    const documentId = `bench${String(number).padStart(9, '0')}`;
    const date = new Date(Date.UTC(2010, 0, 1) + number * 13 * 3_600_000).toISOString();
    const copies = source.map(({ row, links, parts }) => {
      const copy = insert('posts', {
        ...row,
        document_id: documentId,
        slug: `${String(row.slug)}-${String(number)}`,
        title: `${String(row.title)} (${String(number)})`,
        publish_at: Date.parse(date),
        updated_at: Date.parse(date),
      });
      for (const { table, rows } of links)
        for (const link of rows) insert(table, { ...link, post_id: copy });
      for (const part of parts) addPart(insert, part, copy);
      return copy;
    });
    if (number % 2 === 0) addThread(insert, documentId, copies, date);
  }
  database.exec('COMMIT');
  database.close();
}

interface Version {
  row: Row;
  links: { table: string; rows: Row[] }[];
  parts: Part[];
}

/** A component of a post, and the files that it shows. */
interface Part {
  tie: Row;
  table: string;
  component: Row;
  files: Row[];
}

type Insert = (table: string, row: Row) => number;

function addPart(insert: Insert, { tie, table, component, files }: Part, post: number): void {
  const copy = insert(table, component);
  insert('posts_cmps', { ...tie, entity_id: post, cmp_id: copy });
  for (const file of files) insert('files_related_mph', { ...file, related_id: copy });
}

function inserter(database: DatabaseSync): Insert {
  const statements = new Map<string, ReturnType<DatabaseSync['prepare']>>();
  return (table, { id, ...row }) => {
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

function addThread(insert: Insert, post: string, versions: number[], date: string): void {
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
