/** What the CMS gives away to whom, in production mode. */
import { describe, expect, inject, it } from 'vitest';

const cms = inject('cms');

async function graphql(query: string, token?: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`${cms.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, text: await response.text() };
}

const types = ['posts', 'authors', 'clinics', 'topics', 'pages', 'redirects', 'site', 'comments'];

describe('a visitor without a token', () => {
  it.each(types)('reads no %s', async (type) => {
    for (const query of ['', '?status=draft', '?status=nonsense', '?populate=*']) {
      const { status } = await fetch(`${cms.url}/api/${type}${query}`);
      // Comments have no route at all.
      expect(status).toBe(type === 'comments' ? 404 : 401);
    }
  });

  it('asks GraphQL nothing', async () => {
    expect((await graphql('{ changes(first: 1) { cursor } }')).status).toBe(401);
    expect((await graphql('{ __typename }', 'a wrong token')).status).toBe(401);
  });

  it('finds no accounts to register, sign in to or reset, because there are none for visitors', async () => {
    for (const path of ['local', 'local/register', 'forgot-password', 'reset-password']) {
      const { status } = await fetch(`${cms.url}/api/auth/${path}`, { method: 'POST' });
      expect([404, 405]).toContain(status);
    }
  });

  it('cannot become the first administrator', async () => {
    const response = await fetch(`${cms.url}/admin/register-admin`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        firstname: 'E',
        email: 'evil@mailbox.example',
        password: 'Evil1234567',
      }),
    });
    expect(response.status).toBe(400);
  });
});

describe("the site's token", () => {
  it.each(types)('opens no REST route of %s', async (type) => {
    const headers = { authorization: `Bearer ${cms.siteToken}` };
    const read = await fetch(`${cms.url}/api/${type}`, { headers });
    expect(read.status).toBe(type === 'comments' ? 404 : 403);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const { status } = await fetch(`${cms.url}/api/${type}`, { method, headers });
      // The one way in for visitors wants a form, or JSON.
      const isIntake = type === 'comments' && method === 'POST';
      expect(isIntake ? [415] : [403, 404, 405]).toContain(status);
    }
  });

  it('gets published posts and approved comments, and nothing private', async () => {
    const query = `{ changes(first: 500) { entries {
      __typename ... on Post { slug } ... on Comment { name text } } } }`;
    const first = await graphql(query.replace('500', '400'), cms.siteToken);
    // A literal 400 is refused by its cost, as it should be; a variable is how the site asks.
    expect(first.text).toContain('Cost limit');
    const response = await fetch(`${cms.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${cms.siteToken}` },
      body: JSON.stringify({
        query: query.replace(
          '{ changes(first: 500)',
          'query ($first: Int) { changes(first: $first)',
        ),
        variables: { first: 500 },
      }),
    });
    const text = await response.text();
    expect(text.match(/"Post"/g)).toHaveLength(24);
    expect(text.match(/"Comment"/g)).toHaveLength(19);
    expect(text).not.toMatch(/mailbox\.example|@[a-z]+\.example/);
  });

  it.each(['email', 'addressHash', 'reasons', 'state', 'createdBy'])(
    'knows no field %s of a comment',
    async (field) => {
      const { text } = await graphql(
        `{ changes { entries { ... on Comment { ${field} } } } }`,
        cms.siteToken,
      );
      expect(text).toContain('Cannot query field');
      expect(text).not.toContain('Did you mean');
    },
  );
});

describe('GraphQL', () => {
  const refused = async (query: string, because: RegExp) => {
    const { status, text } = await graphql(query, cms.siteToken);
    expect(status).toBe(400);
    expect(text).toMatch(because);
  };

  it('tells nothing of its schema', async () => {
    await refused('{ __schema { types { name } } }', /introspection is not allowed/i);
    await refused('{ changed { cursor } }', /Cannot query field \\"changed\\"(?!.*Did you mean)/);
  });

  it('refuses many aliases', async () => {
    const aliases = Array.from({ length: 5000 }, (_, n) => `a${String(n)}: changes { cursor }`);
    await refused(`{ ${aliases.join(' ')} }`, /limit|tokens/i);
    await refused(`{ ${aliases.slice(0, 10).join(' ')} }`, /Aliases limit/);
  });

  it('refuses deep queries', async () => {
    const deep = '{ entries '.repeat(100);
    await refused(`{ changes ${deep} { x } ${'}'.repeat(100)} }`, /limit|depth/i);
  });

  it('refuses long queries', async () => {
    await refused(`{ changes { ${'cursor '.repeat(2_000)} } }`, /tokens/i);
    const { status } = await graphql(`{ changes { ${'cursor '.repeat(200_000)} } }`, cms.siteToken);
    expect(status).toBe(413);
  });

  it('refuses queries that cost much', async () => {
    const fields = '{ entries { __typename ... on Post { title slug summary } } }';
    await refused(`{ changes(first: 499) ${fields} }`, /cost limit/i);
  });

  it('offers no way to write', async () => {
    const { text } = await graphql('mutation { createPost { id } }', cms.siteToken);
    expect(text).toContain('not configured to execute mutation');
  });

  it('says what is wrong with a cursor or a page size', async () => {
    const wrong = await graphql('{ changes(after: "x") { cursor } }', cms.siteToken);
    expect(wrong.text).toContain('is not a cursor of a CMS');
    const large = await graphql('{ changes(first: 501) { cursor } }', cms.siteToken);
    expect(large.text).toMatch(/between 1 and 500|Cost limit/);
  });
});

describe('other sites', () => {
  it.each(['/graphql', '/api/posts', '/admin/init'])('are not let in at %s', async (path) => {
    for (const method of ['OPTIONS', 'GET']) {
      const response = await fetch(`${cms.url}${path}`, {
        method,
        headers: { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      });
      const allowed = response.headers.get('access-control-allow-origin');
      expect(allowed).not.toBe('*');
      expect(allowed).not.toBe('https://evil.example');
    }
  });

  it('except the configured site', async () => {
    const response = await fetch(`${cms.url}/api/posts`, { headers: { origin: cms.siteOrigin } });
    expect(response.headers.get('access-control-allow-origin')).toBe(cms.siteOrigin);
  });
});
