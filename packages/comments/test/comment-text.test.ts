import { expect, it } from 'vitest';
import fc from 'fast-check';
import { type Field, limits, readComment } from '../src/index.ts';

const good = { name: 'Nora', email: '', body: 'How long does a visit take?' };

const problemOf = (field: Field, value: unknown, emailRequired = false): string | undefined => {
  const read = readComment({ ...good, [field]: value }, emailRequired);
  return read.ok ? undefined : read.problems.find((problem) => problem.field === field)?.message;
};

it('keeps a comment as it was meant, in any writing', () => {
  for (const body of [
    'Danke! Übernimmt das die Kasse?',
    '请问第一次来需要准备什么？',
    'شُكْرًا جَزِيلًا، هَلْ يُؤْلِمُ الوَخْزُ؟',
    'می‌خواهم بدانم',
    'ขอบคุณมากค่ะ ที่นี่ดีมาก',
    '👨‍👩‍👧 👍🏽 thanks',
    'Tiếng Việt có nhiều dấu',
  ])
    expect(readComment({ ...good, body }, false)).toEqual({
      ok: true,
      comment: { name: 'Nora', email: undefined, body: body.normalize('NFC') },
    });
});

it('tidies what nobody means: other line ends, many empty lines, invisible characters', () => {
  const read = readComment(
    { ...good, body: '  One\u200B\r\ntwo \r\r\r\rthree\tfour\u00AD ' },
    false,
  );
  expect(read.ok && read.comment.body).toBe('One\ntwo\n\nthree four');
});

it.each([
  ['name', '', /give a name/],
  ['name', 'x'.repeat(limits.name + 1), /81 characters; at most 80/],
  ['name', 'Ann\nBcc: all@list.example', /one line/],
  ['name', '—', /at least one letter/],
  ['name', 7, /must be text/],
  ['email', 'ann', /not an e-mail address/],
  ['email', 'ann@host', /not an e-mail address/],
  ['email', 'ann@list.example\nBcc: all@list.example', /not an e-mail address/],
  ['body', ' \n ', /write your comment/],
  ['body', '…', /a word or two/],
  ['body', 'x'.repeat(limits.body + 1), /5001 characters/],
  ['body', 'one\u0000two', /cannot be shown/],
  ['body', 'one\u0007two', /cannot be shown/],
  ['body', 'half \uD83D of a pair', /cannot be shown/],
  ['body', 'see \u202Egpj.exe', /turn text around/],
  ['body', `Z${'\u0335\u0316\u0322'.repeat(4)}algo`, /too many marks/],
  ['body', { evil: true }, /must be text/],
] as const)('says what is wrong with a %s such as %j', (field, value, message) => {
  expect(problemOf(field, value)).toMatch(message);
});

it('asks for an e-mail address only where the practice does', () => {
  expect(problemOf('email', '')).toBeUndefined();
  expect(problemOf('email', '', true)).toMatch(/It is never shown/);
  expect(problemOf('email', 'nora@mailbox.example', true)).toBeUndefined();
});

it('reads its own result as the same again, whatever was typed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (name, body) => {
      const read = readComment({ name, body }, false);
      if (!read.ok) return;
      expect(readComment(read.comment, false)).toEqual(read);
      for (const unwanted of ['\u0000', '\u202E', '\r'])
        expect(read.comment.body).not.toContain(unwanted);
      expect(read.comment.name).not.toContain('\n');
    }),
  );
});
