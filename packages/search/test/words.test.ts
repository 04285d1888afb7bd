import { describe, expect, it } from 'vitest';
import { wordsIn } from '../src/words.ts';

const terms = (text: string) => [...wordsIn(text)].flatMap((word) => word.terms);

describe('words', () => {
  it('are the same in capitals, with accents, and in their forms', () => {
    expect(terms('Needles needle NEEDLED')).toEqual(['needl', 'needl', 'needl']);
    expect(terms('Bäumler café')).toEqual(['baumler', 'cafe']);
    expect(terms('the patient’s')).toEqual(['the', 'patient']);
  });

  it('stay where they stand', () => {
    expect([...wordsIn('A sore neck.')].map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [2, 6],
      [7, 11],
    ]);
  });

  it('of scripts without spaces are any two letters in a row', () => {
    expect(terms('针灸治疗')).toEqual(['针灸', '灸治', '治疗']);
    expect(terms('痛')).toEqual(['痛']);
  });

  it('in other scripts are kept as they are', () => {
    expect(terms('الوخز بالإبر')).toHaveLength(2);
  });
});
