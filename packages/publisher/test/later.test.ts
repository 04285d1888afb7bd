import { describe, expect, it } from 'vitest';
import { Later } from '../src/warm/later.ts';

describe('work that waits', () => {
  it('is not due before it is wanted', () => {
    const later = new Later(10, 50);
    expect([later.isOpen, later.at, later.by]).toEqual([false, Infinity, Infinity]);
  });

  it('waits for a pause, but not for ever', () => {
    const later = new Later(10, 50);
    later.want(100);
    expect([later.isOpen, later.at, later.by]).toEqual([true, 110, 150]);
    later.want(108);
    expect([later.at, later.by]).toEqual([118, 150]);
    later.want(149);
    expect([later.at, later.by]).toEqual([150, 150]);
  });

  it('is wanted anew once it has begun, and is open until it has ended', async () => {
    const later = new Later(10, 50);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    later.want(100);
    const work = later.begin(110, () => promise);
    expect([later.isOpen, later.at, later.by]).toEqual([true, Infinity, Infinity]);
    later.want(200);
    expect([later.at, later.by]).toEqual([210, 250]);
    resolve(undefined);
    await work;
    expect(later.isUnderWay).toBe(false);
  });

  it('is not done twice at once, but once more', async () => {
    const later = new Later(10, 50);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const first = later.begin(100, () => promise);
    await later.begin(200, () => Promise.reject(new Error('This is done twice.')));
    expect([later.isUnderWay, later.at]).toEqual([true, 210]);
    resolve(undefined);
    await first;
  });

  it('can be done again after it has failed', async () => {
    const later = new Later(10, 50);
    const failing = later.begin(100, () => Promise.reject(new Error('The disk is full.')));
    await expect(failing).rejects.toThrow('The disk is full.');
    expect(later.isOpen).toBe(false);
  });
});
