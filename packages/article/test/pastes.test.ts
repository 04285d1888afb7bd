/**
 * What real programs put on the clipboard, and the article that a practitioner expects of it: every
 * file below `pastes/` with its `.expected.html`, one block a line. Where something cannot be taken
 * along, the first line of that file says what: `<!-- lost: {"image":1} -->`. And what somebody may
 * have put there to do harm.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  fromHtml,
  readHtml,
  readText,
  toHtml,
  TooManyElementsError,
  validate,
} from '../src/index.ts';

const folder = join(import.meta.dirname, 'pastes');
const expectedEnd = '.expected.html';
const lostLine = /^<!-- lost: (.*) -->\n/;

interface Paste {
  source: string;
  name: string;
  /** What is on the clipboard. */
  content: string;
  isHtml: boolean;
  expected: { html: string; losses: unknown };
}

function pastesOf(source: string): Paste[] {
  const files = readdirSync(join(folder, source)).filter((file) => !file.endsWith(expectedEnd));
  return files.map((file) => {
    const name = file.replace(/\.\w+$/, '');
    const expected = readFileSync(join(folder, source, name + expectedEnd), 'utf8');
    return {
      source,
      name: name.replaceAll('-', ' '),
      content: readFileSync(join(folder, source, file), 'utf8'),
      isHtml: file.endsWith('.html'),
      expected: {
        html: expected.replace(lostLine, '').replaceAll('\n', ''),
        losses: JSON.parse(lostLine.exec(expected)?.[1] ?? '{}') as unknown,
      },
    };
  });
}

const read = ({ content, isHtml }: Paste) => (isHtml ? readHtml(content) : readText(content));

/** A tag a line, so that a failure shows where two articles differ. */
const lines = (html: string) => html.replaceAll('><', '>\n<');

const sources = readdirSync(folder);

describe.each(sources)('what comes from %s', (source) => {
  it.each(pastesOf(source))('is read as its writer sees it: $name', (paste) => {
    const { article, losses } = read(paste);
    expect({ html: lines(toHtml(article)), losses }).toEqual({
      html: lines(paste.expected.html),
      losses: paste.expected.losses,
    });
  });
});

it('becomes a valid article that comes out of its own HTML again, whatever is pasted', () => {
  for (const paste of sources.flatMap(pastesOf)) {
    const { article } = read(paste);
    const place = `${paste.source}, ${paste.name}`;
    expect(validate(article), place).toMatchObject({ ok: true, article });
    expect(fromHtml(toHtml(article)), place).toEqual(article);
  }
});

describe('a hostile paste', () => {
  const kept = '<p>Kept</p>';
  it.each([
    ['a script', '<script>evil()</script><p>Kept</p>'],
    ['a script that is never closed', '<p>Kept</p><script>evil()'],
    ['a script in capitals with a slash', '<p>Kept</p><SCRIPT/x>evil()</SCRIPT>'],
    ['a script in a conditional comment', '<!--[if IE]><script>evil()</script><![endif]--><p>Kept'],
    [
      'event handlers',
      '<body onload="evil()"><p onclick=evil() onmouseover="evil()">Kept</p></body>',
    ],
    ['a handler after a slash', '<p/onclick=evil()>Kept</p>'],
    ['a broken image with a handler', '<p>Kept</p><img src=x onerror=evil()>'],
    ['a javascript link', '<p><a href="javascript:evil()">Kept</a></p>'],
    ['a javascript link in disguise', '<p><a href=" &#1;JaVa&#9;ScRiPt&colon;evil()">Kept</a></p>'],
    ['a vbscript link', '<p><a href="vbscript:evil()">Kept</a></p>'],
    ['a data link', '<p><a href="data:text/html,<script>evil()</script>">Kept</a></p>'],
    ['a link without scheme', '<p><a href="//evil.example/">Kept</a></p>'],
    ['a javascript image', '<p>Kept</p><img src="javascript:evil()">'],
    [
      'an image of SVG in its address',
      '<p>Kept</p><img src="data:image/svg+xml,<svg onload=evil()>">',
    ],
    ['an upload that closes its attribute', `<p>Kept</p><img data-upload='x" onerror="evil()'>`],
    ['a language that closes its attribute', `<p><span lang='es" onclick="evil()'>Kept</span></p>`],
    ['a video with a javascript address', '<p data-video><a href="javascript:evil()">Kept</a></p>'],
    [
      'a citation that closes its attribute',
      `<p>Kept<cite data-reference='x" onclick="evil()'></cite></p>`,
    ],
    [
      'SVG with a script',
      '<svg onload="evil()"><script>evil()</script><text>evil</text></svg><p>Kept',
    ],
    ['SVG with HTML in it', '<svg><foreignObject><p>evil</p></foreignObject></svg><p>Kept</p>'],
    ['MathML with a link', '<math href="javascript:evil()"><mtext>evil</mtext></math><p>Kept</p>'],
    ['a frame of another site', '<iframe src="https://evil.example/"></iframe><p>Kept</p>'],
    [
      'a frame with its own page',
      '<iframe srcdoc="<script>evil()</script>">evil</iframe><p>Kept</p>',
    ],
    [
      'a frame that only begins like a player',
      '<iframe src="https://www.youtube.com.evil.example/embed/x"></iframe><p>Kept</p>',
    ],
    [
      'an object and an embed',
      '<object data="evil.swf">evil</object><embed src="evil.swf"><p>Kept</p>',
    ],
    [
      'a style sheet',
      '<style>@import "https://evil.example/x.css";</style><p style="background:url(evil)">Kept</p>',
    ],
    [
      'a base, a refresh and a link',
      '<base href="https://evil.example/"><meta http-equiv=refresh content="0;evil"><link rel=import href=evil><p>Kept</p>',
    ],
    [
      'a form',
      '<form action="https://evil.example/"><input value="evil"><button>evil</button><p>Kept</p></form>',
    ],
    ['a template', '<template><img src=x onerror=evil()></template><p>Kept</p>'],
    [
      'a tag in an attribute of a noscript',
      '<noscript><p title="</noscript><img src=x onerror=evil()>">evil</p></noscript><p>Kept</p>',
    ],
    ['a tag in a title', '<title><img src=x onerror=evil()></title><p>Kept</p>'],
    ['a tag in a textarea', '<textarea><img src=x onerror=evil()></textarea><p>Kept</p>'],
  ])('leaves nothing of %s', (_name, html) => {
    expect(toHtml(readHtml(html).article)).toBe(kept);
  });

  it.each([
    [
      'a paragraph that is not displayed',
      '<p style="color:red; DISPLAY : none !important">evil</p><p>Kept</p>',
      kept,
    ],
    [
      'a phrase that is not visible',
      '<p>Kept<span style="visibility:hidden">evil</span></p>',
      kept,
    ],
    ['a phrase that Word hides', "<p>Kept<span style='mso-hide:all'>evil</span></p>", kept],
    ['an element with the attribute', '<div hidden><p>evil</p></div><p>Kept</p>', kept],
    ['a list', '<ul style="display:none"><li>evil</li></ul><p>Kept</p>', kept],
    ['a table', '<table hidden><tr><td>evil</td></tr></table><p>Kept</p>', kept],
    [
      'a picture',
      '<img style="display:none" src="https://evil.example/i.png" alt="evil"><p>Kept</p>',
      kept,
    ],
    [
      'a picture in a figure',
      '<figure><img hidden src="https://evil.example/i.png"></figure><p>Kept</p>',
      kept,
    ],
    [
      'an item of a list',
      '<ul><li>Kept</li><li style="display:none">evil</li></ul>',
      '<ul><li><p>Kept</p></li></ul>',
    ],
    [
      'a row of a table',
      '<table><tr><td>Kept</td></tr><tr style="display:none"><td>evil</td></tr></table>',
      '<table><tbody><tr><td><p>Kept</p></td></tr></tbody></table>',
    ],
    [
      'a cell of a table',
      '<table><tr><td>Kept</td><td hidden>evil</td></tr></table>',
      '<table><tbody><tr><td><p>Kept</p></td></tr></tbody></table>',
    ],
    [
      'the caption of a table',
      '<table><caption style="display:none">evil</caption><tr><td>Kept</td></tr></table>',
      '<table><tbody><tr><td><p>Kept</p></td></tr></tbody></table>',
    ],
    [
      'the caption of a picture',
      '<figure><img src="https://a.example/i.png" alt="An eye"><figcaption hidden>evil</figcaption></figure>',
      '<figure><img src="https://a.example/i.png" alt="An eye"></figure>',
    ],
    [
      'an answer',
      '<dl data-faq><dt>Kept</dt><dd hidden>evil</dd></dl>',
      '<dl data-faq><dt>Kept</dt><dd><p></p></dd></dl>',
    ],
    [
      'an item of a list of Word',
      "<p style='mso-list:l0 level1 lfo1'>Kept</p><p style='mso-list:l0 level1 lfo1;display:none;mso-hide:all'>evil</p>",
      '<ul><li><p>Kept</p></li></ul>',
    ],
  ])('leaves nothing of what is hidden: %s', (_name, html, expected) => {
    expect(toHtml(readHtml(html).article)).toBe(expected);
  });

  it('keeps quotation marks within the attributes where they stand', () => {
    const html = `<img src='https://a.example/"onerror="evil()' alt='"><script>evil()</script>'>`;
    const image = '<img src="https://a.example/&quot;onerror=&quot;evil()"';
    const alt = 'alt="&quot;&gt;&lt;script&gt;evil()&lt;/script&gt;"';
    expect(toHtml(readHtml(html).article)).toBe(`<figure>${image} ${alt}></figure>`);
  });

  it('does not take a link from behind a detour when it may not lead there', () => {
    const html = '<p><a href="https://www.google.com/url?q=javascript:evil()">Kept</a></p>';
    expect(toHtml(readHtml(html).article)).toBe(html);
  });

  it.each([
    ['a script', '# Kept\n\n<script>evil()</script>'],
    ['a handler', '# Kept <img src=x onerror=evil()>'],
    ['a javascript link', '# [Kept](javascript:evil())'],
    ['a javascript link in a reference', '# [Kept][1]\n\n[1]: javascript:evil()'],
    ['a javascript link in angle brackets', '# [Kept](<java\tscript:evil()>)'],
  ])('leaves nothing of %s in Markdown', (_name, text) => {
    expect(toHtml(readText(text).article)).toBe('<h2>Kept</h2>');
  });

  it('is refused when it has more elements than somebody waits for', () => {
    const spans = '<span>'.repeat((5 * 1024 * 1024) / '<span>'.length);
    expect(() => readHtml(`${spans}evil`, { maxElements: 50_000 })).toThrow(TooManyElementsError);
  });
});

describe('plain text', () => {
  const read = (text: string) => toHtml(readText(text).article);

  it('has addresses, and credentials that are none', () => {
    expect(read('- Jane Doe, L.Ac., at https://clinic.example/jane\n- Needles are sterile')).toBe(
      '<ul><li><p>Jane Doe, L.Ac., at <a href="https://clinic.example/jane">https://clinic.example/jane</a></p></li><li><p>Needles are sterile</p></li></ul>',
    );
  });

  it('has lines wherever a program ends them', () => {
    expect(read('Clinic\u000b12 Main Street\u2028Open daily')).toBe(
      '<p>Clinic<br>12 Main Street<br>Open daily</p>',
    );
  });
});

it('a list of Word goes on after something else, whatever its numbers are', () => {
  const item = (marker: string) =>
    `<p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">${marker}</span>Item</p>`;
  const numbers = ['ii.', 'iv.', 'xii.', 'xl.', 'c)', '二、', '十、', '十四、', '二十三、'];
  const { article } = readHtml(numbers.map((marker) => `${item(marker)}<p>Then</p>`).join(''));
  const starts = article.content.flatMap((block) =>
    block.type === 'orderedList' ? block.attrs.start : [],
  );
  expect(starts).toEqual([2, 4, 12, 40, 3, 2, 10, 14, 23]);
});

it('a video where none can be is counted', () => {
  const frame = '<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>';
  for (const place of [`<ul><li>Watch${frame}</li></ul>`, `<h2>Watch${frame}</h2>`])
    expect(readHtml(place).losses, place).toEqual({ embed: 1 });
});
