import { describe, expect, it } from 'vitest';
import { textOfPage } from '../src/indexing/index.ts';

const html = `<!doctype html><html><head><title>Sore neck · Journal</title>
<meta name="description" content="Keep it moving."></head><body>
<nav>Main menu</nav><main>
<article data-search="Article"><header><h1>A sore <em>neck</em></h1>
<div data-search-skip><a href="/practitioners/mei-lin-zhao/" data-facet="practitioner">Mei-Lin Zhao</a>
<p>Published <time datetime="2026-05-01" data-search-date>May 1, 2026</time></p></div>
<button>DACM<span> what the letters mean</span></button></header>
<h2>What helps &amp; what not</h2><p>Warmth<sup><button>1</button></sup> helps.</p><p>Rest does not.</p>
<div popover>A note</div>
<section data-search-skip><p>Book a visit at <a href="/clinics/blue-heron/" data-facet="clinic">Blue Heron</a></p></section>
<ul><li><a href="/topics/neck/" data-facet="topic">Neck</a></li></ul></article>
<section><p>Other articles</p><time>May 2, 2026</time></section></main></body></html>`;

describe('the text of a page', () => {
  it('is what stands in its searched part, a block a line', () => {
    expect(textOfPage('/posts/neck/', html)).toEqual({
      document: {
        path: '/posts/neck/',
        title: 'A sore neck',
        kind: 'Article',
        summary: 'Keep it moving.',
        by: ['Mei-Lin Zhao'],
        date: 'May 1, 2026',
        text: 'What helps & what not\nWarmth helps.\nRest does not.\nNeck',
      },
      headings: ['What helps & what not'],
      facets: ['practitioner:mei-lin-zhao', 'clinic:blue-heron', 'topic:neck'],
    });
  });

  it('is none where the page has no such part, or search engines are told to leave it out', () => {
    expect(textOfPage('/', '<main><h1>Journal</h1></main>')).toBeUndefined();
    const hidden = html.replace('<head>', '<head><meta name="robots" content="noindex">');
    expect(textOfPage('/posts/neck/', hidden)).toBeUndefined();
  });
});
