import { expect, it } from 'vitest';
import { guardReply, limits, neutralReplies } from '../src/index.ts';

it.each([
  ['Thank you for your visit last week!', 'your visit'],
  ['As a former patient you know how we work.', 'As a former patient'],
  ['When we treated you, the needles were thinner.', 'When we treated you'],
  ['Looking forward to seeing you again.', 'seeing you again'],
  ['We have checked your records and cannot agree.', 'your records'],
  ['We are glad you’re feeling better.', 'glad you’re feeling'],
  ['Your back pain will take a few more weeks.', 'Your back pain'],
  ['Ihre Behandlung dauert noch etwas.', 'Ihre Behandlung'],
])('warns of “%s”', (reply, phrase) => {
  expect(guardReply(reply).map((found) => found.phrase)).toContain(phrase);
});

it.each([
  'Thank you. Six weekly visits are what many of us propose for pain that has lasted.',
  'The trial had 1,118 patients, and most of them felt better after a month.',
  'A good question: needles are used once and thrown away.',
  'We speak about care in private only; please call the clinic.',
])('lets “%s” pass', (reply) => {
  expect(guardReply(reply)).toEqual([]);
});

it('offers answers that it would not warn of itself', () => {
  for (const { text } of neutralReplies) {
    expect(guardReply(text)).toEqual([]);
    expect(text.length).toBeLessThan(limits.body);
  }
});
