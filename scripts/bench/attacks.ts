/** What the memory of the CMS does while strangers send it what nobody sends in earnest. */
import type { Row } from '../bench.ts';
import { memoryOf } from './memory.ts';
import type { BenchCms } from './system.ts';

const rounds = 4;
const requestsARound = 2_000;
const atOnce = 10;

export async function measureAttacks({ settings, secrets, processId }: BenchCms): Promise<Row> {
  const site = { authorization: `Bearer ${secrets.SITE_TOKEN}` };
  const json = { 'content-type': 'application/json' };
  const query = (text: string): RequestInit => ({
    method: 'POST',
    headers: { ...json, ...site },
    body: JSON.stringify({ query: text }),
  });
  const attacks: [string, RequestInit][] = [
    ['/graphql', query(`{ ${'a: changes(first: 1) { cursor } '.repeat(5_000)} }`)],
    ['/graphql', query('{ changes { items '.repeat(100))],
    ['/graphql', query(`# ${'x'.repeat(1_000_000)}\n{ __typename }`)],
    ['/api/comments', { method: 'POST', headers: json, body: '['.repeat(20_000) }],
    ['/api/comments', { method: 'POST', body: new URLSearchParams({ body: 'x'.repeat(500_000) }) }],
    ['/api/posts?populate=*&status=draft&filters[createdBy][email][$contains]=a', {}],
    ['/admin/forgot-password', { method: 'POST', headers: json, body: '{"email":{"$ne":null}}' }],
    ['/uploads/..%2f..%2fdata.db', {}],
  ];
  const memory = [];
  for (let round = 0; round < rounds; round += 1) {
    let next = 0;
    const attack = async () => {
      for (let number = next++; number < requestsARound; number = next++) {
        const [path, request] = attacks[number % attacks.length] ?? ['/', {}];
        const { status, body } = await fetch(settings.cmsUrl + path, request);
        await body?.cancel();
        if (status >= 500) throw new Error(`${path} was answered with ${String(status)}.`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, attack));
    memory.push(memoryOf(processId, 'VmRSS'));
  }
  return {
    what: `attacked ${String(rounds * requestsARound)} times, MB of the CMS after each quarter`,
    MB: memory.join(', '),
  };
}
