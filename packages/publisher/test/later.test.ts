import { describe, expect, it } from 'vitest';
import { Later } from '../src/warm/later.ts';

describe('work that waits', () => {
  it('is not due before it is wanted', () => {
    const later = new Later(10, 50);
    expect([later.isWanted, later.at, later.by]).toEqual([false, Infinity, Infinity]);
  });

  it('waits for a pause, but not for ever', () => {
    const later = new Later(10, 50);
    later.want(100);
    expect([later.isWanted, later.at, later.by]).toEqual([true, 110, 150]);
    later.want(108);
    expect([later.at, later.by]).toEqual([118, 150]);
    later.want(149);
    expect([later.at, later.by]).toEqual([150, 150]);
  });

  it('starts anew once it has begun', () => {
    const later = new Later(10, 50);
    later.want(100);
    later.begin();
    expect(later.isWanted).toBe(false);
    later.want(200);
    expect([later.at, later.by]).toEqual([210, 250]);
  });
});
