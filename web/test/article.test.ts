/** The views of the article: each node as the page shows it. */
import { fromHtml } from '@meridian/article';
import { createReplica } from '@meridian/content';
import { describe, expect, it } from 'vitest';
import { articleContext } from '../src/article/context.ts';
import { renderArticle } from '../src/article/views.ts';

const content = createReplica(':memory:');

function view(html: string): string {
  const article = fromHtml(html);
  const image = {
    id: 'img',
    url: '/i.png',
    width: 400,
    height: 300,
    mime: 'image/png',
    version: '1',
  };
  const context = articleContext(content, { article, images: [image], references: ['a-1', 'b-2'] });
  return renderArticle(article, context).markup;
}

describe('the view of', () => {
  it.each([
    ['a heading', '<h2>What now?</h2>', '<h2 id="what-now">What now?</h2>'],
    [
      'a tight list',
      '<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>',
      '<ul dir="auto"><li>a</li><li>b<ul dir="auto"><li>c</li></ul></li></ul>',
    ],
    [
      'a numbered list',
      '<ol start="3"><li>a</li></ol>',
      '<ol dir="auto" start="3"><li>a</li></ol>',
    ],
    [
      'marks',
      '<p><strong>a</strong><em>b</em><sub>c</sub><sup>d</sup><span lang="es">e</span></p>',
      '<p><strong>a</strong><em>b</em><sub>c</sub><sup>d</sup><span lang="es">e</span></p>',
    ],
    [
      'a link',
      '<p><a href="https://a.example/?x=1&amp;y=2">a</a></p>',
      '<p><a href="https://a.example/?x=1&amp;y=2">a</a></p>',
    ],
    ['a link to what is not published', '<p><a data-post="gone">a</a></p>', '<p>a</p>'],
    ['text that looks like markup', '<p>&lt;script&gt;</p>', '<p>&lt;script&gt;</p>'],
    [
      'a callout',
      '<aside data-callout="emergency"><p>Call 911.</p></aside>',
      '<aside class="callout emergency" dir="auto" aria-label="Emergency: act now"><p class="callout-title" dir="ltr">Emergency: act now</p><p>Call 911.</p></aside>',
    ],
    [
      'steps',
      '<ol data-steps><li><p data-step-title>One</p><p>Do.</p></li></ol>',
      '<ol class="steps" dir="auto"><li><p class="step-title">One</p><p>Do.</p></li></ol>',
    ],
    [
      'questions',
      '<dl data-faq><dt>Why?</dt><dd><p>So.</p></dd></dl>',
      '<div class="faq" dir="auto"><details><summary>Why?</summary><p>So.</p></details></div>',
    ],
    [
      'a table with a head',
      '<table><caption>C</caption><tr><th>H</th></tr><tr><td>a</td></tr></table>',
      '<div class="table" role="region" aria-label="C" tabindex="0"><table dir="auto"><caption>C</caption><thead><tr><th>H</th></tr></thead><tbody><tr><td>a</td></tr></tbody></table></div>',
    ],
    [
      'a table whose head reaches down into the rows below',
      '<table><tr><th rowspan=2>S</th><th colspan=2>P</th></tr><tr><td>V</td><td>N</td></tr><tr><td>a</td><td>1</td><td>2</td></tr></table>',
      '<div class="table" role="region" aria-label="Table" tabindex="0"><table dir="auto"><thead><tr><th rowspan="2">S</th><th colspan="2">P</th></tr><tr><td>V</td><td>N</td></tr></thead><tbody><tr><td>a</td><td>1</td><td>2</td></tr></tbody></table></div>',
    ],
    [
      'a table that would be nothing but its head',
      '<table><tr><th rowspan=2>S</th><th>P</th></tr><tr><td>1</td></tr></table>',
      '<div class="table" role="region" aria-label="Table" tabindex="0"><table dir="auto"><tbody><tr><th rowspan="2">S</th><th>P</th></tr><tr><td>1</td></tr></tbody></table></div>',
    ],
    [
      'a button without a clinic',
      '<p data-call-to-action="book">Book</p>',
      '<p class="action"><a class="button" href="/clinics/">Book</a></p>',
    ],
    [
      'a video',
      '<p data-video><a href="https://v.example/1">Title</a></p>',
      '<p class="video"><a href="https://v.example/1">Watch: Title <small>(v.example)</small></a></p>',
    ],
    [
      'a break, a quotation and a divider',
      '<blockquote><p>a<br>b</p></blockquote><hr>',
      '<blockquote dir="auto"><p>a<br>b</p></blockquote><hr>',
    ],
    ['an image that is gone', '<figure><img data-upload="gone" alt="x"></figure>', ''],
  ])('%s', (_name, html, expected) => {
    expect(view(html)).toBe(expected);
  });

  it('citations counts each of them', () => {
    expect(
      view(
        '<p>a<cite data-reference="b-2"></cite>b<cite data-reference="b-2"></cite><cite data-reference="none"></cite></p>',
      ),
    ).toBe(
      '<p>a\u2060<sup class="citation"><button id="citation_2_1" popovertarget="note_2" aria-label="Reference 2">2</button></sup>\u2060' +
        'b\u2060<sup class="citation"><button id="citation_2_2" popovertarget="note_2" aria-label="Reference 2">2</button></sup>\u2060</p>',
    );
  });

  it('an image has its size, its words and its formats', () => {
    expect(
      view(
        '<figure><img data-upload="img" alt="A &quot;hand&quot;"><figcaption>Cap <small>Me</small></figcaption></figure>',
      ),
    ).toMatch(
      /^<figure><picture><source type="image\/avif" srcset="\/images\/[0-9a-f]{16}-400\.avif 400w" sizes="[^"]+"><img src="[^"]+\.webp" srcset="[^"]+" sizes="[^"]+" width="400" height="300" alt="A &quot;hand&quot;" loading="lazy" decoding="async"><\/picture><figcaption>Cap <small>Me<\/small><\/figcaption><\/figure>$/,
    );
  });
});
