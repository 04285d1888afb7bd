/**
 * Sends a request where an operator's setting says. The threat: an address that leads, by itself, by
 * its DNS record or by a redirect, to a service within the own network that was not meant, or that
 * carries our secrets to another host. So private addresses are refused unless they are named one
 * by one, the address that was checked is the one that is connected to, and no redirect is followed.
 */
import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { BlockList, isIP } from 'node:net';

/** How long the other side may take, in milliseconds. */
const timeLimit = 10_000;
/** What is read of the answer to a post: people look at its beginning. */
const longestAnswer = 10_000;
/** Addresses of articles and images often lead on; more than this is a circle. */
const maxRedirects = 5;

export interface OutgoingRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface Answer {
  status: number;
  /** The beginning of it, for people. */
  text: string;
}

export interface Fetched {
  status: number;
  /** Lower case, without parameters. */
  contentType: string;
  body: Buffer;
}

/** The address is one to which nothing is sent. */
export class ForbiddenAddressError extends Error {
  override name = 'ForbiddenAddressError';
}

/** @see https://www.iana.org/assignments/iana-ipv4-special-registry, and the same of IPv6 */
const internal = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  internal.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  internal.addSubnet(network, prefix, 'ipv6');

/** Whether an IP address belongs to a network that is not the public one. */
export function isInternal(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return isInternal(mapped);
  return internal.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** Finds the address of a host, and refuses those that are internal. */
function guardedLookup(hostname: string, options: LookupOptions, callback: LookupCallback): void {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, '');
      return;
    }
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => isInternal(address)))
      callback(forbidden(hostname), '');
    else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
}

const forbidden = (host: string) =>
  new ForbiddenAddressError(`${host} is an address within a private network.`);

/**
 * Connections are kept by name of host and not by address: those to hosts that may be internal are
 * kept apart, or a checked request could go over one of them.
 */
const agents = {
  guarded: { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) },
  allowed: { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) },
};

/**
 * Posts, and gives the answer whatever its status. No redirect is followed.
 * @param privateHosts hosts that may be internal.
 * @throws ForbiddenAddressError, or the error of the network.
 */
export async function postSafely(
  { url, headers, body }: OutgoingRequest,
  privateHosts: readonly string[],
): Promise<Answer> {
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  const options = { method: 'POST', headers: { ...headers, ...length } };
  const response = await send(new URL(url), options, privateHosts, body);
  let text = '';
  response.setEncoding('utf8');
  for await (const part of response) if (text.length < longestAnswer) text += String(part);
  return { status: response.statusCode ?? 0, text };
}

/**
 * Fetches, and follows redirects, each of which is checked like the first address.
 * @param longest bytes that the answer may have.
 * @throws ForbiddenAddressError, RangeError when the answer is longer, or the error of the network.
 */
export async function fetchSafely(
  url: string,
  { accept, longest }: { accept: string; longest: number },
  privateHosts: readonly string[],
): Promise<Fetched> {
  let target = new URL(url);
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    const options = { method: 'GET', headers: { accept, 'user-agent': 'Meridian' } };
    const response = await send(target, options, privateHosts);
    const { location } = response.headers;
    const status = response.statusCode ?? 0;
    if (
      status >= 300 &&
      status < 400 &&
      location !== undefined &&
      URL.canParse(location, target.href)
    ) {
      response.destroy();
      target = new URL(location, target);
      continue;
    }
    const body = await readUpTo(longest, response);
    const [contentType = ''] = (response.headers['content-type'] ?? '').toLowerCase().split(';');
    return { status, contentType: contentType.trim(), body };
  }
  throw new Error(`${new URL(url).host} leads on and on, and nowhere.`);
}

async function readUpTo(longest: number, response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longest) {
      response.destroy();
      throw new RangeError(`The answer is longer than ${String(longest)} bytes.`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Sends a request, and gives the answer before it is read. */
function send(
  target: URL,
  options: { method: string; headers: Record<string, string> },
  privateHosts: readonly string[],
  body?: string,
): Promise<IncomingMessage> {
  if (target.protocol !== 'https:' && target.protocol !== 'http:')
    return Promise.reject(
      new ForbiddenAddressError(`${target.protocol} is no address of the web.`),
    );
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const isAllowed = privateHosts.includes(host);
  if (!isAllowed && isIP(host) !== 0 && isInternal(host)) return Promise.reject(forbidden(host));
  const isHttps = target.protocol === 'https:';
  return new Promise((done, failed) => {
    const request = (isHttps ? httpsRequest : httpRequest)(
      target,
      {
        ...options,
        agent: agents[isAllowed ? 'allowed' : 'guarded'][isHttps ? 'https' : 'http'],
        timeout: timeLimit,
        signal: AbortSignal.timeout(timeLimit),
        ...(isAllowed ? {} : { lookup: guardedLookup }),
      },
      done,
    );
    request.on('error', failed);
    request.end(body);
  });
}

/** Why there was no answer, for people who write and not for those who run networks. */
export function wordsFor(error: Error): string {
  const code = 'code' in error ? String(error.code) : '';
  // A time limit ends a request as anything else does that gives it up.
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'It took too long.';
  if (code === 'ECONNREFUSED') return 'Nothing listens at its address.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'Its name cannot be found from here.';
  return code === '' ? error.message : `${error.message} (${code})`;
}
