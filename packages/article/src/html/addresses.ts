/** Addresses as they were meant: without the detours and marks by which readers are followed. */

/** Sites that put their own address before another one, and where they keep that. */
const detours: readonly { host: RegExp; path: RegExp; parameters: string[] }[] = [
  { host: /^(?:www\.)?google\.[a-z.]+$/, path: /^\/url$/, parameters: ['q', 'url'] },
  { host: /\.safelinks\.protection\.outlook\.com$/, path: /^\//, parameters: ['url'] },
  { host: /^l\.(?:facebook|instagram)\.com$/, path: /^\//, parameters: ['u'] },
];

/** Parameters that say where a reader comes from, and nothing about the page. */
const tracking =
  /^(?:utm_\w+|fbclid|gclid|gbraid|wbraid|dclid|msclkid|twclid|yclid|igshid|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok|vero_id|oly_enc_id|oly_anon_id)$/i;

/** Detours within detours are rare, and without end are an attack. */
const maxDetours = 3;

/** The address that a link was meant to have; other text comes back as it is. */
export function meantAddress(address: string): string {
  let current = address;
  for (let step = 0; step < maxDetours; step += 1) {
    const next = behindDetour(current);
    if (next === undefined) break;
    current = next;
  }
  return withoutTracking(current);
}

function behindDetour(address: string): string | undefined {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return undefined;
  const { hostname, pathname, searchParams } = new URL(address);
  const detour = detours.find(({ host, path }) => host.test(hostname) && path.test(pathname));
  return detour?.parameters
    .map((parameter) => searchParams.get(parameter) ?? '')
    .find((meant) => /^https?:/i.test(meant));
}

function withoutTracking(address: string): string {
  if (!/^https?:/i.test(address) || !address.includes('?') || !URL.canParse(address))
    return address;
  const url = new URL(address);
  const marks = [...url.searchParams.keys()].filter((name) => tracking.test(name));
  // An address without such marks stays as it was spelled.
  if (marks.length === 0) return address;
  for (const mark of marks) url.searchParams.delete(mark);
  return url.href;
}
