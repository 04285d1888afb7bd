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

  it('is not due while it is under way, and what was wanted meanwhile is due afterwards', async () => {
    const later = new Later(10, 50);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    later.want(100);
    const work = later.begin(() => promise);
    later.want(200);
    expect([later.isOpen, later.at, later.by]).toEqual([true, Infinity, Infinity]);
    resolve(undefined);
    await work;
    expect([later.isUnderWay, later.at, later.by]).toEqual([false, 210, 250]);
  });

  it('is done with when nothing was wanted meanwhile', async () => {
    const later = new Later(10, 50);
    later.want(100);
    await later.begin(() => Promise.resolve());
    expect(later.isOpen).toBe(false);
  });

  it('can be done again after it has failed', async () => {
    const later = new Later(10, 50);
    const failing = later.begin(() => Promise.reject(new Error('The disk is full.')));
    await expect(failing).rejects.toThrow('The disk is full.');
    expect(later.isOpen).toBe(false);
  });
});
