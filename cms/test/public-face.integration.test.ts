/** What strangers, and careless writers, try on a CMS in production mode. */
import { connect } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { adminWith, cookiesOf, newUser, tokenFor } from '../../scripts/test/admin-client.ts';

const cms = inject('cms');
let token: string;

beforeAll(async () => {
  token = await tokenFor(cms);
});

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'COPY'];

describe('every method on every public path', () => {
  const paths = [
    '/',
    '/api',
    '/api/',
    '/api/comments',
    '/api/comments/1',
    '/api/posts',
    '/api/publishing/status',
    '/api/upload',
    '/api/upload/files',
    '/api/users',
    '/api/connect/github/callback',
    '/graphql',
    '/uploads/',
    '/uploads/../data.db',
    '/uploads/..%2f..%2fdata.db',
    '/admin/init',
    '/admin/users',
    '/content-manager/content-types',
    '/comments/moderation',
    '/upload/files',
    '/_health',
    '/.env',
    '/%00',
    '/%E0%A4%A',
  ];
  it.each(paths)('ends at %s with no error of the server, and tells nothing', async (path) => {
    for (const method of methods) {
      const response = await fetch(cms.url + path, { method });
      const text = await response.text();
      expect(response.status, `${method} ${path}`).toBeLessThan(500);
      expect(text, `${method} ${path}`).not.toMatch(
        /SQLite format|mailbox\.example|node_modules|at \w+ \(/,
      );
    }
  });
});

describe('bodies that nobody sends', () => {
  const paths = [
    '/api/comments',
    '/admin/login',
    '/admin/forgot-password',
    '/admin/reset-password',
    '/graphql',
    '/api/publishing/status',
  ];
  const bodies: [string, string, string][] = [
    [
      'a prototype',
      'application/json',
      '{"__proto__":{"token":"x"},"constructor":{"prototype":{"token":"x"}}}',
    ],
    [
      'objects for texts',
      'application/json',
      '{"email":{"$ne":null},"password":{"$ne":null},"code":{"$ne":null},"post":{"$ne":null},"query":{"a":1}}',
    ],
    ['rather deep JSON', 'application/json', `{"email":${'['.repeat(990)}${']'.repeat(990)}}`],
    [
      'a list',
      'application/json',
      '[{"query":"{ changes { cursor } }"},{"query":"{ changes { cursor } }"}]',
    ],
    ['half of JSON', 'application/json', '{"email":"a'],
    ['a number', 'application/json', '7'],
    ['nothing', 'application/json', ''],
    ['deep JSON', 'application/json', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['another type', 'text/html', '<script>alert(1)</script>'],
    ['XML', 'application/xml', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
    [
      'parts',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="a"; filename="../../evil.html"\r\n\r\n<b>\r\n--x--\r\n',
    ],
    [
      'a form of objects',
      'application/x-www-form-urlencoded',
      'post[$ne]=1&name[]=a&name[]=b&__proto__[token]=x&constructor[prototype][token]=x',
    ],
  ];
  for (const path of paths)
    it.each(bodies)(`do no harm at ${path}: %s`, async (_, type, body) => {
      const response = await fetch(cms.url + path, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      expect(response.status).toBeGreaterThanOrEqual(200);
      expect(response.status).toBeLessThan(500);
      expect(await response.text()).not.toMatch(/root:|node_modules|at \w+ \(/);
    });

  it('leave no trace: a prototype that was given a token would make one of nothing', async () => {
    const answer = await fetch(`${cms.url}/api/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(answer.status).toBe(400);
  });

  it('keep nobody else waiting, however slowly they come', async () => {
    const { port } = new URL(cms.url);
    const sockets = Array.from({ length: 50 }, () => {
      const socket = connect(Number(port), 'localhost');
      socket.on('error', () => undefined);
      socket.write(
        'POST /api/comments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
      );
      return socket;
    });
    try {
      const answer = await fetch(`${cms.url}/_health`);
      expect(answer.status).toBe(204);
    } finally {
      for (const socket of sockets) socket.destroy();
    }
  });
});

describe('an upload', () => {
  const png = new Uint8Array(readFileSync(join(import.meta.dirname, '../favicon.png')));
  const upload = async (name: string, type: string, content: Uint8Array<ArrayBuffer> | string) => {
    const form = new FormData();
    form.set('files', new Blob([content], { type }), name);
    const response = await fetch(`${cms.url}/upload`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: form,
    });
    const body = (await response.json()) as {
      id: number;
      url: string;
      width: number;
      height: number;
    }[];
    return { status: response.status, file: response.ok ? body[0] : undefined };
  };
  const remove = (id: number | undefined) =>
    fetch(`${cms.url}/upload/files/${String(id)}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` },
    });

  it.each([
    [
      'evil.svg',
      'image/svg+xml',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    ],
    [
      'evil.svg',
      'image/png',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    ],
    ['evil.html', 'text/html', '<script>alert(1)</script>'],
    ['evil.html', 'image/png', '<script>alert(1)</script>'],
    ['evil.js', 'text/javascript', 'alert(1)'],
    ['evil.png', 'image/png', '<script>alert(1)</script>'],
    ['evil.html', 'image/png', png],
    ['evil.svg', 'image/png', png],
    ['evil', 'text/html', '<script>alert(1)</script>'],
    ['evil.xml', 'application/xml', '<x/>'],
  ])('of %s, said to be %s, is refused or kept as no page', async (name, type, content) => {
    const { status, file } = await upload(name, type, content);
    expect(status).toBeLessThan(500);
    if (!file) return;
    const served = await fetch(new URL(file.url, cms.url));
    await remove(file.id);
    expect(served.headers.get('content-type')).toMatch(/^image\/(?:png|jpeg|gif|webp|avif)$/);
    expect(served.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('stays within its folder, whatever its name', async () => {
    const { status, file } = await upload('../../../evil.png', 'image/png', png);
    expect(status).toBe(400);
    expect(file).toBeUndefined();
    const good = await upload('picture.png', 'image/png', png);
    expect(good.status).toBe(201);
    expect(good.file?.url).toMatch(/^\/uploads\/[\w.-]+\.png$/);
    await remove(good.file?.id);
  });

  it('of a photo that lies on its side is turned upright, and keeps no note of where it was taken', async () => {
    const exif = { IFD0: { ImageDescription: 'At home' } };
    const photo = await sharp({
      create: { width: 60, height: 40, channels: 3, background: 'red' },
    })
      .jpeg()
      .withExif(exif)
      .withMetadata({ orientation: 6 })
      .toBuffer();
    const { file } = await upload('photo.jpg', 'image/jpeg', new Uint8Array(photo));
    expect(file).toMatchObject({ width: 40, height: 60 });
    const kept = await fetch(new URL(file?.url ?? '', cms.url));
    const { width, height, exif: note } = await sharp(await kept.arrayBuffer()).metadata();
    await remove(file?.id);
    expect({ width, height, note }).toEqual({ width: 40, height: 60, note: undefined });
  });

  it('needs somebody who is signed in', async () => {
    for (const path of ['/upload', '/api/upload']) {
      const form = new FormData();
      form.set('files', new Blob([png], { type: 'image/png' }), 'a.png');
      const answer = await fetch(cms.url + path, { method: 'POST', body: form });
      expect([401, 403, 404, 405]).toContain(answer.status);
    }
  });
});

describe('a session', () => {
  it('ends with the password that it began with, whoever changes that', async () => {
    const admin = adminWith(cms.url, token);
    const { id, client, refresh } = await newUser(cms, admin, 'Odile', []);
    const again = (cookie: string) =>
      fetch(`${cms.url}/admin/access-token`, { method: 'POST', headers: { cookie } });
    expect((await client.call('GET', '/admin/users/me')).status).toBe(200);
    const goesOn = await again(refresh);
    expect(goesOn.status).toBe(200);
    const changed = await admin.call('PUT', `/admin/users/${String(id)}`, {
      password: 'Another-one-2',
    });
    expect(changed.status).toBe(200);
    expect((await client.call('GET', '/admin/users/me')).status).toBe(401);
    for (const cookie of [refresh, cookiesOf(goesOn)])
      expect((await again(cookie)).status).toBe(401);
  });
});
