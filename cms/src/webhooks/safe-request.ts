/**
 * Sends a request where an operator's setting says. The threat: an address that leads, by itself, by
 * its DNS record or by a redirect, to a service within the own network that was not meant, or that
 * carries our secrets to another host. So private addresses are refused unless they are named one
 * by one, the address that was checked is the one that is connected to, and no redirect is followed.
 */
import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { BlockList, isIP } from 'node:net';

/** How long a receiver may take, in milliseconds. */
const timeLimit = 10_000;
const longestAnswer = 10_000;

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
  new ForbiddenAddressError(
    `${host} is an address within a private network. If it is meant, add it to WEBHOOK_PRIVATE_HOSTS.`,
  );

const agents = {
  http: new HttpAgent({ keepAlive: true }),
  https: new HttpsAgent({ keepAlive: true }),
};

/**
 * Posts, and gives the answer whatever its status.
 * @param privateHosts hosts that may be internal.
 * @throws ForbiddenAddressError, or the error of the network.
 */
export function postSafely(
  { url, headers, body }: OutgoingRequest,
  privateHosts: readonly string[],
): Promise<Answer> {
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const isAllowed = privateHosts.includes(host);
  if (!isAllowed && isIP(host) !== 0 && isInternal(host)) return Promise.reject(forbidden(host));
  const isHttps = target.protocol === 'https:';
  return new Promise((done, failed) => {
    const request = (isHttps ? httpsRequest : httpRequest)(
      target,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        agent: isHttps ? agents.https : agents.http,
        timeout: timeLimit,
        signal: AbortSignal.timeout(timeLimit),
        ...(isAllowed ? {} : { lookup: guardedLookup }),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          if (text.length < longestAnswer) text += part;
        });
        response.on('end', () => {
          done({ status: response.statusCode ?? 0, text });
        });
        response.on('error', failed);
      },
    );
    request.on('error', failed);
    request.end(body);
  });
}
