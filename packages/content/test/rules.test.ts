import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rules, weeklyHours, hoursExceptions } from '../src/index.ts';

const accepts = (rule: { safeParse: (value: unknown) => { success: boolean } }, value: unknown) =>
  rule.safeParse(value).success;

describe('rules of fields', () => {
  it.each([
    ['slug', 'is-it-safe', true],
    ['slug', 'Is-it', false],
    ['slug', 'a--b', false],
    ['slug', '-a', false],
    ['slug', 'ünïcode', false],
    ['doi', '10.1016/j.jpain.2017.11.005', true],
    ['doi', '10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2', true],
    ['doi', 'doi:10.1016/x', false],
    ['doi', '10.1/x', false],
    ['pmid', '29198932', true],
    ['pmid', '0123', false],
    ['pmid', '123456789', false],
    ['timeZone', 'America/Phoenix', true],
    ['timeZone', 'UTC', true],
    ['timeZone', 'Phoenix', false],
    ['sitePath', '/about/', true],
    ['sitePath', '//evil.example/', false],
    ['sitePath', '/a\\b', false],
    ['sitePathOrUrl', 'https://a.example/', true],
    ['sitePathOrUrl', 'javascript:alert(1)', false],
    ['linkUrl', 'tel:+12075550142', true],
    ['linkUrl', ' https://a.example', false],
    ['linkUrl', 'https:a.example', false],
    ['linkUrl', 'java\tscript:alert(1)', false],
    ['linkUrl', 'https://a.example/\u202egpj.exe', false],
    ['webUrl', 'mailto:a@b.example', false],
    ['phone', '+1 207 555 0142', true],
    ['phone', '+1 (207) 555-0142', true],
    ['phone', '207 555 0142', false],
    ['phone', '+1 207 CALL', false],
    ['day', '2026-02-28', true],
    ['day', '2026-02-30', false],
    ['timeOfDay', '23:59:00.000', true],
    ['timeOfDay', '24:00', false],
    ['languageTag', 'es-MX', true],
    ['languageTag', 'Spanish', false],
  ] as const)('%s: %s is %s', (name, value, expected) => {
    expect(accepts(rules[name], value)).toBe(expected);
  });

  it('never throw, whatever they are given', () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom(...Object.values(rules)), (value, rule) => {
        expect(accepts(rule, value)).toBeTypeOf('boolean');
      }),
    );
  });
});

describe('opening hours', () => {
  const minutes = fc.integer({ min: 0, max: 24 * 60 - 1 });
  const time = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

  it('are accepted exactly when each opens before it closes and no two overlap', () => {
    const entry = fc.record({
      weekday: fc.constantFrom('monday', 'tuesday'),
      a: minutes,
      b: minutes,
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 4 }), (entries) => {
        const ordered = entries.every(({ a, b }) => a < b);
        const apart = entries.every((one, index) =>
          entries
            .slice(index + 1)
            .every((two) => one.weekday !== two.weekday || one.b <= two.a || two.b <= one.a),
        );
        const hours = entries.map(({ weekday, a, b }) => ({
          weekday,
          opens: time(a),
          closes: time(b),
        }));
        expect(accepts(weeklyHours, hours)).toBe(ordered && apart);
      }),
    );
  });

  it('of exceptions are either closed or given, and no day has two', () => {
    const closed = { from: '2026-12-24', to: '2026-12-26', closed: true };
    expect(accepts(hoursExceptions, [closed])).toBe(true);
    expect(accepts(hoursExceptions, [{ ...closed, opens: '09:00' }])).toBe(false);
    expect(accepts(hoursExceptions, [{ ...closed, to: '2026-12-23' }])).toBe(false);
    expect(
      accepts(hoursExceptions, [closed, { ...closed, from: '2026-12-26', to: '2026-12-31' }]),
    ).toBe(false);
    expect(
      accepts(hoursExceptions, [{ ...closed, closed: false, opens: '09:00', closes: '12:00' }]),
    ).toBe(true);
  });
});
