import { describe, expect, it } from 'vitest';
import { excerptOf, files, marked } from '../src/index.ts';
import { indexed, page, searched } from './searched.ts';

const made = indexed({
  '/posts/neck/': page('A sore neck', 'Needles may help a sore neck.', 'Warmth helps too.'),
  '/posts/back/': page(
    'Low back pain',
    'A trial of needling for back pain.',
    'The neck is spared.',
  ),
  '/posts/sleep/': page('Sleep', 'Rest well. <a href="/topics/rest/" data-facet="topic">Rest</a>'),
  '/posts/zhen/': page('针灸 for the neck', 'Called zhēnjiǔ.'),
});

describe('a question', () => {
  it('finds the pages with its words, those first that are about them', async () => {
    const { find } = searched(made);
    const { paths } = await find('neck');
    expect(paths).toHaveLength(3);
    expect(paths[2]).toBe('/posts/back/');
    expect((await find('needle back')).paths).toEqual(['/posts/back/']);
  });

  it('finds a page by its title before one that only speaks of it', async () => {
    const often = `${'Back pain. '.repeat(6)}${'Other words. '.repeat(40)}`;
    const { find } = searched(
      indexed({
        '/posts/not-the-answer/': page('When it is not the answer', often),
        '/posts/back-pain/': page('Does it help back pain?', 'In part. '.repeat(100)),
      }),
    );
    expect((await find('back pain ')).paths[0]).toBe('/posts/back-pain/');
  });

  it('finds other forms of a word, and words without their accents', async () => {
    const { find } = searched(made);
    const { paths } = await find('needles, needling ');
    expect(paths.sort()).toEqual(['/posts/back/', '/posts/neck/']);
    expect((await find('zhenjiu')).paths).toEqual(['/posts/zhen/']);
    expect((await find('针灸')).paths).toEqual(['/posts/zhen/']);
    expect((await find('灸')).paths).toEqual(['/posts/zhen/']);
  });

  it('finds a word of which the beginning is typed, but only at its end', async () => {
    const { find } = searched(made);
    expect((await find('warm')).paths).toEqual(['/posts/neck/']);
    expect((await find('warm neck')).missing).toEqual(['warm']);
  });

  it('finds a word that is typed beyond what is kept of it', async () => {
    const { find } = searched(
      indexed({ '/posts/pressure/': page('Pressure', 'Hypertension, medication and breathing.') }),
    );
    for (const typed of ['hypertensi', 'medica', 'medicatio', 'breathi', 'breathin'])
      expect((await find(typed)).paths, typed).toEqual(['/posts/pressure/']);
    expect((await find('medals')).paths).toEqual([]);
  });

  it('is answered with the best there is when no page has all of it', async () => {
    const { find } = searched(made);
    expect(await find('sleep unicorn ')).toEqual({
      paths: ['/posts/sleep/'],
      missing: ['unicorn'],
    });
    expect(await find('unicorn ')).toEqual({ paths: [], missing: ['unicorn'] });
  });

  it('is put right when a word stands nowhere, and one that is spelled almost so does', async () => {
    const { index } = searched(
      indexed({
        '/posts/migraine/': page(
          'Migraine',
          'Acupuncture for migraines. Sciatica is another matter.',
        ),
        '/posts/sessions/': page('Sessions of acupuncture', 'Ask your acupuncturist.'),
      }),
    );
    for (const [typed, meant] of [
      ['migrane', 'migraine'],
      ['siatica ', 'sciatica '],
      ['sesion', 'sessions'],
      ['Does acupunture help?', 'Does acupuncture help?'],
      ['acupunture for migranes', 'acupuncture for migraine'],
    ] as const) {
      const { missing } = await index.find({ text: typed, facets: [] });
      expect(await index.suggest(typed, missing), typed).toBe(meant);
    }
    for (const typed of ['unicorn', 'migraine sessions', 'pian']) {
      const { missing } = await index.find({ text: typed, facets: [] });
      expect(await index.suggest(typed, missing), typed).toBeUndefined();
    }
  });

  it('says when each of its words stands in another page', async () => {
    const { index } = searched(made);
    const { documents, isWhole, missing } = await index.find({ text: 'warmth sleep ', facets: [] });
    expect(documents).toHaveLength(2);
    expect([isWhole, missing]).toEqual([false, []]);
    expect((await index.find({ text: 'sleep ', facets: [] })).isWhole).toBe(true);
  });

  it('finds words, and no facets, that begin with what is typed', async () => {
    const { find } = searched(made);
    expect((await find('topic')).paths).toEqual([]);
  });

  it('asks nothing of words that stand everywhere', async () => {
    const { find } = searched(made);
    expect((await find('what is the sleep')).paths).toEqual(['/posts/sleep/']);
    expect((await find('')).paths).toEqual([]);
  });

  it('is narrowed down by facets', async () => {
    const { find, index } = searched(made);
    expect((await find('rest', ['topic:rest'])).paths).toEqual(['/posts/sleep/']);
    expect((await find('neck', ['topic:rest'])).paths).toEqual([]);
    const { documents } = await index.find({ text: 'rest', facets: [] });
    expect(await index.count('topic:rest', new Set(documents))).toBe(1);
  });

  it('fetches no file twice', async () => {
    const { find, fetched } = searched(made);
    await find('neck');
    const first = fetched.filter((name) => !name.startsWith('documents/'));
    await find('neck');
    const all = fetched.filter((name) => !name.startsWith('documents/'));
    expect(all).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
  });
});

describe('an index that is replaced while it is asked', () => {
  it('is read anew', async () => {
    const files_ = new Map(made);
    const { index, find } = searched(files_);
    await index.find({ text: '', facets: [] });
    const next = indexed({ '/posts/new/': page('Unheard of', 'Sciatica.') });
    files_.clear();
    for (const [name, file] of next) files_.set(name, file);
    expect((await find('sciatica')).paths).toEqual(['/posts/new/']);
  });

  it('says when there is none', async () => {
    const { find } = searched(new Map());
    await expect(find('neck')).rejects.toThrow('no file index.json');
    expect(files.contents).toBe('index.json');
  });
});

describe('an excerpt', () => {
  const shown = (text: string, question: string) =>
    excerptOf(text.split('\n'), question)
      .map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text))
      .join('');

  it('shows the block with the most words of the question, marked', () => {
    const text = 'A neck.\nThe sore necks of drivers.\nNothing.';
    expect(shown(text, 'sore neck')).toBe('The [sore] [necks] of drivers.');
  });

  it('marks the beginning that is typed', () => {
    expect(shown('Acupuncture and acupressure.', 'acup')).toBe('[Acupuncture] and [acupressure].');
  });

  it.each([
    ['anxiety', 'anxieties'],
    ['study', 'studies'],
    ['ease', 'easing'],
    ['relational', 'relate'],
    ['Müdigkeit', 'mudigkeit'],
    ['patient’s', 'patients'],
    ['针灸治疗', '灸治'],
  ])('shows “%s” to who asks for “%s”', (word, question) => {
    expect(shown(`Nothing.\nOf ${word} here.`, `${question} `)).toBe(`Of [${word}] here.`);
  });

  it('begins a little before the first match, and ends with a word', () => {
    const filler = Array.from({ length: 60 }, (_, index) => `w${String(index)}`).join(' ');
    const text = `${filler} warmth ${filler}.`;
    const excerpt = shown(text, 'warmth ');
    expect(excerpt).toMatch(/^… w54 w55 .* \[warmth\] w0 .* …$/);
    expect(excerpt.split(' ').length).toBeLessThan(40);
  });

  it('is nothing where nothing of it was asked for', () => {
    expect(shown('First block.\nSecond.', 'other ')).toBe('');
  });

  it('marks words of a title', () => {
    expect(marked('Low back pain', 'pain ')).toEqual([
      { text: 'Low back ', isMatch: false },
      { text: 'pain', isMatch: true },
    ]);
  });
});
