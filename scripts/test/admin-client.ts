/** The admin's own API, as the admin panel calls it. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningCms } from './running-cms.ts';

export interface AdminAnswer {
  status: number;
  body: {
    data?: { documentId: string } & Record<string, unknown>;
    error?: {
      message: string;
      details: { errors?: { path: (string | number)[]; message: string }[] };
    };
  };
}

export interface AdminClient {
  call(method: string, path: string, body?: object): Promise<AdminAnswer>;
  /** Saves a new entry of a type such as `post`. */
  create(type: string, data: object): Promise<AdminAnswer>;
  update(type: string, documentId: string, data: object): Promise<AdminAnswer>;
  publish(type: string, documentId: string): Promise<AdminAnswer>;
  unpublish(type: string, documentId: string): Promise<AdminAnswer>;
  remove(type: string, documentId: string): Promise<AdminAnswer>;
  /** Puts an image into the media library, or in the place of one that is there. */
  upload(image: Uint8Array<ArrayBuffer>, replaces?: number): Promise<UploadedFile>;
}

export interface UploadedFile {
  id: number;
  documentId: string;
}

/** Of a CMS, what it takes to sign in; with a folder, the token is kept there for others. */
type Entrance = Pick<RunningCms, 'url' | 'adminEmail' | 'adminPassword'> &
  Partial<Pick<RunningCms, 'dataFolder'>>;

/** Signs in as the administrator. */
export async function signIn(cms: Entrance): Promise<AdminClient> {
  return adminWith(cms.url, await tokenFor(cms));
}

/** Where the token of a CMS is kept. */
export const keptToken = (dataFolder: string): string => join(dataFolder, 'admin-token');

/** For how long a token is taken again, in milliseconds; the CMS takes it for half an hour. */
const freshFor = 10 * 60_000;

/** What requests of the administrator carry. Strapi lets nobody sign in often in a short time. */
export async function tokenFor({
  url,
  adminEmail,
  adminPassword,
  dataFolder,
}: Entrance): Promise<string> {
  const kept = dataFolder === undefined ? undefined : keptToken(dataFolder);
  if (kept !== undefined && existsSync(kept) && Date.now() - statSync(kept).mtimeMs < freshFor)
    return readFileSync(kept, 'utf8');
  const response = await fetch(`${url}/admin/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: adminEmail, password: adminPassword }),
  });
  if (!response.ok) throw new Error(`Nobody could sign in: ${await response.text()}`);
  const { data } = (await response.json()) as { data: { token: string } };
  if (kept !== undefined) writeFileSync(kept, data.token, { mode: 0o600 });
  return data.token;
}

/** The API for somebody who is signed in. */
export function adminWith(url: string, token: string): AdminClient {
  const call = async (method: string, path: string, body?: object): Promise<AdminAnswer> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: text === '' ? {} : (JSON.parse(text) as AdminAnswer['body']),
    };
  };
  const collection = (type: string) => `/content-manager/collection-types/api::${type}.${type}`;
  return {
    call,
    create: (type, entry) => call('POST', collection(type), entry),
    update: (type, id, entry) => call('PUT', `${collection(type)}/${id}`, entry),
    publish: (type, id) => call('POST', `${collection(type)}/${id}/actions/publish`, {}),
    unpublish: (type, id) => call('POST', `${collection(type)}/${id}/actions/unpublish`, {}),
    remove: (type, id) => call('DELETE', `${collection(type)}/${id}`),
    async upload(image, replaces) {
      const form = new FormData();
      form.set('files', new Blob([image], { type: 'image/png' }), 'picture.png');
      const place = replaces === undefined ? '' : `?id=${String(replaces)}`;
      const answer = await fetch(`${url}/upload${place}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: form,
      });
      const files = (await answer.json()) as UploadedFile | UploadedFile[];
      const [file] = Array.isArray(files) ? files : [files];
      if (!answer.ok || !file) throw new Error(`The upload was refused: ${JSON.stringify(files)}`);
      return file;
    },
  };
}

/** What the admin shows at a field, such as `hours.0.closes`. */
export function messageAt({ body }: AdminAnswer, field: string): string | undefined {
  return body.error?.details.errors?.find(({ path }) => path.join('.') === field)?.message;
}

export interface NewUser {
  id: number;
  email: string;
  password: string;
  client: AdminClient;
  /** The cookie by which a browser stays signed in. */
  refresh: string;
}

/** Somebody new who may do these things alone, signed in. */
export async function newUser(
  { url }: Pick<RunningCms, 'url'>,
  admin: AdminClient,
  firstname: string,
  actions: readonly (string | { action: string; subject: string })[],
): Promise<NewUser> {
  const made = async (path: string, body: object) => {
    const answer = await admin.call('POST', path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body.data as unknown as { id: number; registrationToken: string };
  };
  const name = `${firstname} ${String(Date.now())}`;
  const role = await made('/admin/roles', { name, description: 'Made by a test.' });
  await admin.call('PUT', `/admin/roles/${String(role.id)}/permissions`, {
    permissions: actions.map((action) => ({
      ...(typeof action === 'string' ? { action, subject: null } : action),
      properties: {},
      conditions: [],
    })),
  });
  const email = `${name.toLowerCase().replace(' ', '.')}@practice.example`;
  const { id, registrationToken } = await made('/admin/users', {
    email,
    firstname,
    roles: [role.id],
  });
  const password = 'Made-by-a-test-1';
  // Whoever accepts an invitation is signed in: Strapi lets nobody sign in often.
  const accepted = await fetch(`${url}/admin/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ registrationToken, userInfo: { firstname, password } }),
  });
  const { data } = (await accepted.json()) as { data: { token: string } };
  return { id, email, password, client: adminWith(url, data.token), refresh: cookiesOf(accepted) };
}

/** The cookies that an answer sets, as a browser sends them back. */
export const cookiesOf = ({ headers }: Response): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
