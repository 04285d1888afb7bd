/** Looks through a rendered page before anybody sees it. */
import { type Handler, Parser } from 'htmlparser2';

export interface PageCheck {
  /** What is wrong with the page by itself, in words. */
  problems: string[];
  /** Paths of the site that it needs or leads to, with their anchors. */
  links: string[];
}

const voidElements = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
);

/**
 * @param path the page's own, from the root of the site.
 * @param secrets texts that must stand on no page.
 */
export function checkPage(path: string, html: string, secrets: readonly string[]): PageCheck {
  const problems: string[] = [];
  const links = new Set<string>();
  const ids = new Set<string>();
  const anchors = new Set<string>();
  let data: string | undefined;
  const handler: Partial<Handler> = {
    onopentag(name, attributes) {
      const { id, href, src, srcset } = attributes;
      if (id !== undefined) {
        if (ids.has(id)) problems.push(`Two elements have the id “${id}”.`);
        ids.add(id);
      }
      for (const link of [href, src, ...(srcset?.split(',') ?? [])]) {
        const target = link?.trim().split(' ')[0];
        if (target?.startsWith('#') === true) anchors.add(target.slice(1));
        else if (target?.startsWith('/') === true && !target.startsWith('//')) links.add(target);
      }
      if (name === 'img' && attributes.alt === undefined)
        problems.push(`The image ${src ?? ''} has no alternative text.`);
      data = name === 'script' && attributes.type === 'application/ld+json' ? '' : undefined;
    },
    ontext(text) {
      if (data !== undefined) data += text;
    },
    onclosetag(name, isImplied) {
      if (isImplied && !voidElements.has(name))
        problems.push(`The element <${name}> is not closed where it should be.`);
      if (data !== undefined) problems.push(...problemsOfData(data));
      data = undefined;
    },
  };
  // Decoding entities takes longer than all the rest, and alters nothing of what is looked for.
  new Parser(handler, { decodeEntities: false }).end(html);
  for (const anchor of anchors)
    if (anchor !== '' && !ids.has(decodeURIComponent(anchor)))
      problems.push(`A link leads to #${anchor}, which is not on the page.`);
  if (secrets.some((secret) => html.includes(secret)))
    problems.push('The page holds a secret of this installation: take it out.');
  return { problems, links: [...links].filter((link) => link !== path) };
}

function problemsOfData(json: string): string[] {
  try {
    JSON.parse(json);
    return [];
  } catch (error) {
    return [`Its structured data is not JSON (${String(error)}).`];
  }
}
