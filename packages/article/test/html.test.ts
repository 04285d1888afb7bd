/** What becomes of HTML as people paste it, and of every node on the way out and in. */
import { describe, expect, it } from 'vitest';
import { fromHtml, readHtml, toHtml, validate } from '../src/index.ts';

const read = (html: string) => toHtml(fromHtml(html));

describe('HTML of word processors and other sites', () => {
  it.each([
    [
      'the wrapper of Google Docs, its styled spans and its lists beside their items',
      '<b style="font-weight:normal;" id="docs-internal-guid-1"><h1>Title</h1><p><span style="font-weight:700">Bold</span> and <span style="font-style:italic">italic</span></p><ul><li><p>One</p></li><ul><li>Inner</li></ul><li>Two</li></ul><br></b>',
      '<h2>Title</h2><p><strong>Bold</strong> and <em>italic</em></p><ul><li><p>One</p><ul><li><p>Inner</p></li></ul></li><li><p>Two</p></li></ul>',
    ],
    [
      "Word's conditional comments, empty paragraphs and hidden text",
      '<p class=MsoNormal>Text<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><!--[if gte mso 9]><xml>x</xml><![endif]--><span style="mso-hide:all">hidden</span>',
      '<p>Text</p>',
    ],
    [
      'paragraphs that are never closed',
      '<p>One<p>Two<ul><li>a<li>b</ul>Three',
      '<p>One</p><p>Two</p><ul><li><p>a</p></li><li><p>b</p></li></ul><p>Three</p>',
    ],
    [
      'text between blocks',
      'Loose <b>text</b><div>Block</div>tail',
      '<p>Loose <strong>text</strong></p><p>Block</p><p>tail</p>',
    ],
    [
      'scripts, styles and frames',
      '<script>alert(1)</script><style>p{}</style><iframe src="https://a.example"></iframe><svg onload=x><text>t</text></svg>Left',
      '<p>Left</p>',
    ],
    [
      'links that may not be',
      '<a href="javascript:alert(1)">a</a> <a href="https://a.example/">b</a>',
      '<p>a <a href="https://a.example/">b</a></p>',
    ],
    [
      'headings in lists and tables in lists',
      '<ul><li><h3>Head</h3><table><tr><td>Cell</td></tr></table></li></ul>',
      '<ul><li><p>Head</p><p>Cell</p></li></ul>',
    ],
    [
      'a table with spans',
      '<table><caption>C</caption><thead><tr><th colspan=2>H</th></tr></thead><tr><td rowspan="2">a<td>b</table>',
      '<table><caption>C</caption><tbody><tr><th colspan="2"><p>H</p></th></tr><tr><td rowspan="2"><p>a</p></td><td><p>b</p></td></tr></tbody></table>',
    ],
    [
      'the part of an answer without its question, in the dialect of the site',
      '<dl data-faq><dd><p>Answer</p></dd><dt>Next</dt><dd>It</dd></dl>',
      '<p>Answer</p><dl data-faq><dt>Next</dt><dd><p>It</p></dd></dl>',
    ],
    [
      'a video without a title, in the dialect of the site',
      '<p data-video><a href="https://v.example/1"></a></p>',
      '<p data-video><a href="https://v.example/1"></a></p>',
    ],
    [
      'all words of a figure, also those that are no caption',
      '<figure><blockquote><p>It helped.</p></blockquote><figcaption><img src="https://a.example/a.png" alt="Ann">Ann</figcaption></figure><figure><img src="https://a.example/b.png" alt="B"><p>Beside it</p></figure>',
      '<blockquote><p>It helped.</p></blockquote><figure><img src="https://a.example/a.png" alt="Ann"></figure><p>Ann</p><figure><img src="https://a.example/b.png" alt="B"></figure><p>Beside it</p>',
    ],
    [
      'captions of WordPress, old and in a gallery of one',
      '<dl class="wp-caption"><dt class="wp-caption-dt"><img src="https://a.example/a.png" alt="A"></dt><dd class="wp-caption-dd">At LI4</dd></dl><figure class="wp-block-gallery"><figure><img src="https://a.example/b.png" alt="B"><figcaption>Words</figcaption></figure></figure>',
      '<figure><img src="https://a.example/a.png" alt="A"><figcaption>At LI4</figcaption></figure><figure><img src="https://a.example/b.png" alt="B"><figcaption>Words</figcaption></figure>',
    ],
    [
      'a table with a row that others reach over, and the row by which Word lines up columns',
      '<table><tr><td rowspan=2>A</td><td rowspan=2>B</td></tr><tr></tr><tr><td>C</td><td>D</td></tr><tr height=0><td></td><td></td></tr></table>',
      '<table><tbody><tr><td><p>A</p></td><td><p>B</p></td></tr><tr><td><p>C</p></td><td><p>D</p></td></tr></tbody></table>',
    ],
    [
      'a caption of a table that leads somewhere',
      '<figure><table><tr><td>1</td></tr></table><figcaption>Source: <a href="https://who.example/">WHO</a></figcaption></figure>',
      '<table><tbody><tr><td><p>1</p></td></tr></tbody></table><p>Source: <a href="https://who.example/">WHO</a></p>',
    ],
    [
      'what a button says, where no button can be',
      '<ul><li>Then<p data-call-to-action="call">Call us</p></li></ul>',
      '<ul><li><p>Then</p><p>Call us</p></li></ul>',
    ],
    [
      'telephone numbers with spaces, and letters with a subject',
      '<a href="tel:+1 (555) 123.4567">Call</a> or <a href="mailto:a@b.example?subject=New patient">write</a>',
      '<p><a href="tel:+15551234567">Call</a> or <a href="mailto:a@b.example?subject=New%20patient">write</a></p>',
    ],
    [
      'elements and classes that are named as parts of JavaScript',
      '<div><constructor>x</constructor></div><p class="constructor">one</p><p class="toString">two</p>',
      '<p>x</p><p>one</p><p>two</p>',
    ],
    ['control characters that break a line', '<p>a\u000bb</p>', '<p>a b</p>'],
    ['line breaks, but none at the ends', '<p><br>a<br>b<br></p>', '<p>a<br>b</p>'],
    [
      'white space as a browser shows it',
      '<p>  a \n b<b> c</b> </p>',
      '<p>a b<strong> c</strong></p>',
    ],
    [
      'definition lists of other sites',
      '<dl><dt>Term</dt><dd>Text</dd></dl>',
      '<p>Term</p><p>Text</p>',
    ],
    [
      'images by their address, with their words',
      '<p>a<img src="https://a.example/i.png" alt="An eye">b</p>',
      '<p>a</p><figure><img src="https://a.example/i.png" alt="An eye"></figure><p>b</p>',
    ],
    [
      'images in the page itself, which are left out',
      '<img src="data:image/png;base64,AAAA">Text',
      '<p>Text</p>',
    ],
    [
      'spaces that do not collapse, and nothing else',
      '<ul><li>&nbsp;</li></ul><table><tr><td>&nbsp;</td></tr></table>',
      '<table><tbody><tr><td><p></p></td></tr></tbody></table>',
    ],
    ['nothing at all', '', '<p></p>'],
  ])('reads %s', (_name, html, expected) => {
    expect(read(html)).toBe(expected);
  });

  it('flattens lists below the sixth level', () => {
    const nested = read('<ul><li>x'.repeat(10));
    expect(nested.match(/<ul>/g)).toHaveLength(6);
    expect(nested.match(/x/g)).toHaveLength(10);
  });
});

describe('the dialect of the site', () => {
  it.each([
    '<aside data-callout="urgent"><p>See a doctor.</p></aside>',
    '<ol data-steps><li><p data-step-title>First</p><p>Do this.</p></li></ol>',
    '<dl data-faq><dt>Why?</dt><dd><p>Because.</p></dd></dl>',
    '<p data-call-to-action="book">Book a visit</p>',
    '<p data-call-to-action="link"><a data-topic="abc">More</a></p>',
    '<p data-video><a href="https://video.example/1">A title</a></p>',
    '<figure><img data-upload="abc" alt="" data-decorative><figcaption>Caption <em>here</em><small>Credit</small></figcaption></figure>',
    '<p>Text<cite data-reference="vickers-2018"></cite> and <a data-post="abc">a post</a>, H<sub>2</sub>O, <span lang="es">hola</span></p>',
    '<ol start="3"><li><p>Three</p></li></ol>',
    '<blockquote><p>Quoted</p></blockquote><hr><p>End</p>',
  ])('comes out as it went in: %s', (html) => {
    expect(read(html)).toBe(html);
  });
});

describe('a table that would be far larger than what was written', () => {
  const wide = `<tr>${'<td colspan="20">a</td>'.repeat(6)}</tr>`;
  const tall = `<tr>${'<td>a</td>'.repeat(40)}</tr>${'<tr><td>b</td></tr>'.repeat(300)}`;
  const hanging = '<tr><td rowspan="9" colspan="60">a</td></tr><tr><td colspan="50">b</td></tr>';

  it.each([
    ['of too many columns', wide],
    ['of too many cells once its rows are filled up', tall],
    ['of too many columns beside cells that hang down', hanging],
  ])('is read as paragraphs, and said: one %s', (_name, rows) => {
    const { article, losses } = readHtml(`<table>${rows}</table>`);
    expect(new Set(article.content.map(({ type }) => type))).toEqual(new Set(['paragraph']));
    expect(losses).toEqual({ table: 1 });
  });

  it('is refused as JSON', () => {
    const row = {
      type: 'tableRow',
      content: [
        {
          type: 'tableCell',
          attrs: { colspan: 100, rowspan: 1 },
          content: [{ type: 'paragraph' }],
        },
        { type: 'tableCell', content: [{ type: 'paragraph' }] },
      ],
    };
    expect(validate({ type: 'doc', content: [{ type: 'table', content: [row] }] })).toMatchObject({
      ok: false,
      problems: [
        {
          message:
            'Block 1 (table): a table holds at most 100 columns and 10,000 cells. Make two of it.',
        },
      ],
    });
  });

  it('is kept up to the limit', () => {
    const { article, losses } = readHtml(
      `<table>${`<tr>${'<td>a</td>'.repeat(100)}</tr>`.repeat(100)}</table>`,
    );
    expect(article.content[0]).toMatchObject({ type: 'table', content: { length: 100 } });
    expect(losses).toEqual({});
  });
});

describe('validation', () => {
  const problemsOf = (...content: unknown[]) => {
    const result = validate({ type: 'doc', content });
    return (result.ok ? result.incomplete : result.problems).map(({ message }) => message);
  };
  const paragraph = (...content: unknown[]) => ({ type: 'paragraph', content });
  const text = { type: 'text', text: 'x' };

  it.each([
    [
      'an unknown node',
      [{ type: 'marquee' }],
      'Block 1 (block): “marquee” is not known here. Remove it, or update Meridian.',
    ],
    [
      'an unknown attribute',
      [{ type: 'heading', attrs: { level: 2, color: 'red' } }],
      'Block 1 (heading): it has a setting that is not known here.',
    ],
    [
      'a level that there is not',
      [{ type: 'heading', attrs: { level: 1 } }],
      'Block 1 (heading): its setting “level” is missing or not valid.',
    ],
    [
      'a node in the wrong place',
      [paragraph({ type: 'heading', attrs: { level: 2 } })],
      'Block 1 (paragraph): a heading cannot stand here.',
    ],
    [
      'a list with nothing in it',
      [{ type: 'bulletList', content: [] }],
      'Block 1 (list): a list needs list item.',
    ],
    [
      'empty text',
      [paragraph({ type: 'text', text: '' })],
      'Block 1 (paragraph): a piece of text is empty.',
    ],
    [
      'a character that cannot be stored',
      [paragraph({ type: 'text', text: 'a\u0000' })],
      'Block 1 (paragraph): the text holds a character that cannot be stored. Type it again.',
    ],
    [
      'a mark twice',
      [paragraph({ ...text, marks: [{ type: 'bold' }, { type: 'bold' }] })],
      'Block 1 (paragraph): the same formatting is applied twice.',
    ],
    [
      'a figure without words',
      [{ type: 'figure', attrs: { image: { kind: 'upload', documentId: 'a' } } }],
      'Block 1 (image): describe the image for people who cannot see it, or mark it as decorative.',
    ],
    [
      'a button without label',
      [{ type: 'callToAction', attrs: { action: 'book', label: ' ' } }],
      'Block 1 (button): the button needs a label.',
    ],
  ])('says what is wrong with %s', (_name, content, message) => {
    expect(problemsOf(...content)).toEqual([message]);
  });

  it('names the place within a list', () => {
    const item = (...content: unknown[]) => ({ type: 'listItem', content });
    const list = {
      type: 'bulletList',
      content: [item(paragraph(text)), item(paragraph(text), { type: 'video' })],
    };
    expect(problemsOf(paragraph(text), list)).toEqual([
      'Block 2 (list), list item 2, video 2: a video cannot stand here.',
    ]);
  });

  it('stops at a depth that no article has', () => {
    let deep: unknown = paragraph(text);
    for (let level = 0; level < 100; level += 1)
      deep = {
        type: 'bulletList',
        content: [{ type: 'listItem', content: [paragraph(text), deep] }],
      };
    expect(problemsOf(deep)[0]).toMatch(/nested too deeply here/);
  });

  it('keeps a draft that is only incomplete', () => {
    const result = validate({
      type: 'doc',
      content: [{ type: 'video', attrs: { url: 'https://a.example', title: '' } }],
    });
    expect(result).toMatchObject({
      ok: true,
      incomplete: [{ incomplete: true, path: ['content', 0, 'attrs', 'title'] }],
    });
  });
});
