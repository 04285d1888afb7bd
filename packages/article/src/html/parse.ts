/**
 * HTML text into a small tree of elements, in time linear in its length whatever it holds.
 *
 * The threat: pasted or imported HTML may be hostile. Tree builders that follow the HTML standard
 * take quadratic time on deeply nested or misnested tags (a megabyte of `<div>` keeps them busy for
 * minutes), and recursion over their result overflows the stack. Here only the tokens come from a
 * library; the tree is never deeper than `maxDepth`, and what lies deeper becomes siblings.
 */
import { Tokenizer } from 'htmlparser2';

export interface HtmlElement {
  tag: string;
  attributes: ReadonlyMap<string, string>;
  children: HtmlNode[];
}
export type HtmlNode = HtmlElement | string;

/** Browsers stop at 512; real documents stay below 50. */
const maxDepth = 100;

const voidTags = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/** An opening tag that ends an open element of the set, unless a boundary stands in between. */
const impliedEnds = new Map<string, { ends: ReadonlySet<string>; boundary: ReadonlySet<string> }>();
function impliedEnd(tags: string, ends: string, boundary: string): void {
  const rule = { ends: new Set(ends.split(' ')), boundary: new Set(boundary.split(' ')) };
  for (const tag of tags.split(' ')) impliedEnds.set(tag, rule);
}
impliedEnd(
  'address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul',
  'p',
  'table td th caption button',
);
impliedEnd('li', 'li', 'ul ol table td th');
impliedEnd('dt dd', 'dt dd', 'dl table td th');
impliedEnd('tr', 'tr', 'table');
impliedEnd('td th', 'td th', 'tr table');
impliedEnd('thead tbody tfoot', 'thead tbody tfoot', 'table');

/** The HTML has more elements than somebody wants to wait for. */
export class TooManyElementsError extends Error {
  override name = 'TooManyElementsError';
}

/**
 * Parses `html` leniently.
 * @throws TooManyElementsError when it has more than `maxElements`, and nothing else.
 */
export function parseHtml(html: string, maxElements = Infinity): HtmlNode[] {
  const root: HtmlElement = { tag: '', attributes: new Map(), children: [] };
  const open: HtmlElement[] = [root];
  let elements = 0;
  let tag = '';
  let attributes = new Map<string, string>();
  let name = '';
  let value = '';

  const current = (): HtmlElement => open.at(-1) ?? root;
  const addText = (text: string): void => {
    const { children } = current();
    const last = children.at(-1);
    if (typeof last === 'string') children[children.length - 1] = last + text;
    else children.push(text);
  };
  const closeTo = (ends: ReadonlySet<string>, boundary?: ReadonlySet<string>): void => {
    for (let index = open.length - 1; index > 0; index -= 1) {
      const candidate = open[index]?.tag ?? '';
      if (ends.has(candidate)) {
        open.length = index;
        return;
      }
      if (boundary?.has(candidate)) return;
    }
  };
  const openElement = (selfClosing: boolean): void => {
    const implied = impliedEnds.get(tag);
    if (implied) closeTo(implied.ends, implied.boundary);
    elements += 1;
    if (elements > maxElements)
      throw new TooManyElementsError(`The HTML has more than ${String(maxElements)} elements.`);
    const element = { tag, attributes, children: [] };
    current().children.push(element);
    if (!selfClosing && !voidTags.has(tag) && open.length < maxDepth) open.push(element);
  };

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        tag = html.slice(start, end).toLowerCase();
        attributes = new Map();
      },
      onattribname(start, end) {
        name = html.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata(start, end) {
        value += html.slice(start, end);
      },
      onattribentity(codepoint) {
        value += String.fromCodePoint(codepoint);
      },
      onattribend() {
        if (!attributes.has(name)) attributes.set(name, value);
      },
      onopentagend() {
        openElement(false);
      },
      onselfclosingtag() {
        openElement(false);
      },
      onclosetag(start, end) {
        closeTo(new Set([html.slice(start, end).toLowerCase()]));
      },
      ontext(start, end) {
        addText(html.slice(start, end));
      },
      ontextentity(codepoint) {
        addText(String.fromCodePoint(codepoint));
      },
      // Comments, declarations and instructions (Word's conditional comments among them) say nothing.
      oncomment() {},
      oncdata() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return root.children;
}

/** Children of an element that have one of these tags. */
export function childElements(element: HtmlElement, ...tags: string[]): HtmlElement[] {
  return element.children.filter(
    (child): child is HtmlElement => typeof child !== 'string' && tags.includes(child.tag),
  );
}

/** The nearest elements below one that have one of these tags. */
export function descendants(element: HtmlElement, tags: ReadonlySet<string>): HtmlElement[] {
  return element.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    return tags.has(child.tag) ? [child] : descendants(child, tags);
  });
}

/** The text below an element as it stands there. */
export function rawText({ children }: HtmlElement): string {
  return children.map((child) => (typeof child === 'string' ? child : rawText(child))).join('');
}
