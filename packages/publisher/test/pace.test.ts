import { describe, expect, it } from 'vitest';
import { Pace } from '../src/warm/pace.ts';

/** Plays changes at these times, releases of a length, and tells when each release began. */
function releasesOf(changes: readonly number[], length: number): number[] {
  const pace = new Pace();
  const waiting = [...changes];
  const began: number[] = [];
  for (let now = 0; now < 1_000_000; now += 1) {
    while (waiting[0] !== undefined && waiting[0] <= now) pace.nudged(waiting.shift() ?? 0);
    if (pace.wait(now) === 0) {
      began.push(now);
      pace.began(now);
      const end = now + length;
      while (waiting[0] !== undefined && waiting[0] <= end) pace.nudged(waiting.shift() ?? 0);
      now = end;
      pace.ended();
    } else if (waiting.length === 0 && pace.wait(now) === undefined) break;
  }
  return began;
}

describe('the pace of releases', () => {
  it('lets the first change of a quiet time go out at once', () => {
    expect(releasesOf([0, 5_000, 10_000], 50)).toEqual([0, 5_000, 10_000]);
  });

  it('lets each change go out at once when it waits for the one before to be live', () => {
    const changes = Array.from({ length: 50 }, (_, index) => index * 300);
    expect(releasesOf(changes, 50)).toEqual(changes);
  });

  it('takes changes that come faster than anybody writes for a burst, however fast a release is', () => {
    const changes = Array.from({ length: 1_000 }, (_, index) => index * 105);
    for (const length of [10, 40, 80])
      expect(releasesOf(changes, length).length).toBeLessThanOrEqual(20);
  });

  it('gathers a burst until it pauses', () => {
    expect(releasesOf([0, 20, 60, 100, 180], 50)).toEqual([0, 430]);
  });

  it('makes at most 20 releases of a thousand edits, the last one soon after the last edit', () => {
    for (const spacing of [1, 20, 45, 70]) {
      const changes = Array.from({ length: 1_000 }, (_, index) => index * spacing);
      const began = releasesOf(changes, 80);
      expect(began.length).toBeLessThanOrEqual(20);
      expect((began.at(-1) ?? Infinity) - (changes.at(-1) ?? 0)).toBeLessThan(2_500);
    }
  });

  it('takes a burst for one, however unevenly its edits come', () => {
    // Four writers who wait for the CMS: gaps from none to half a second, a tenth on average.
    const gaps = [5, 300, 40, 20, 180, 90, 10, 60, 480, 15, 35, 110, 25, 70, 60];
    let now = 0;
    const changes = Array.from({ length: 1_000 }, (_, index) => {
      now += gaps[index % gaps.length] ?? 0;
      return now;
    });
    const began = releasesOf(changes, 90);
    expect(began.length).toBeLessThanOrEqual(20);
    expect((began.at(-1) ?? Infinity) - now).toBeLessThan(2_500);
  });

  it('goes back to going out at once after a burst', () => {
    const burst = Array.from({ length: 100 }, (_, index) => index * 10);
    const began = releasesOf([...burst, 60_000, 61_000], 50);
    expect(began.slice(-2)).toEqual([60_000, 61_000]);
  });
});
