import { expect, it } from 'vitest';
import { checkCount } from '../src/verify/count.ts';

const pages = (before: number, after: number, largestLoss?: number) => () => {
  checkCount({ before, gone: before - after, after, largestLoss });
};

it('a release may take away a fifth of the pages, and not more', () => {
  expect(pages(100, 80)).not.toThrow();
  expect(pages(100, 79)).toThrow(/21 of 100 pages would be gone.*“Publish anyway”.*--force/);
});

it('the share can be set', () => {
  expect(pages(100, 79, 0.5)).not.toThrow();
  expect(pages(100, 99, 0)).toThrow(/1 of 100 pages/);
});

it('a small site may change as it likes', () => {
  expect(pages(20, 0)).not.toThrow();
});
