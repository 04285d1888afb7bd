import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ShareImage } from '@meridian/content';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawShareImage, prepareFonts } from '../src/share/draw.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-fonts-'));
  prepareFonts(folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const image: ShareImage = {
  site: 'Journal',
  title: 'Is acupuncture safe?',
  authors: ['Ada Rowan'],
  clinic: 'Blue Heron',
};

/** How much of a region is not paper, from 0 to 1. */
async function inkIn(png: Buffer, region: [x: number, y: number, width: number, height: number]) {
  const [left, top, width, height] = region;
  const { data, info } = await sharp(png)
    .extract({ left, top, width, height })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data.filter((value) => value < 128).length / (info.width * info.height);
}

describe('an image for sharing', () => {
  it('has the size that is asked for, and the same bytes each time', async () => {
    const png = await drawShareImage(image);
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 1200, height: 630 });
    expect(png.length).toBeLessThan(60_000);
    expect(await drawShareImage(image)).toEqual(png);
  });

  it.each([
    ['of one word', 'Sleep'],
    ['of 160 letters', 'A long title of many words '.repeat(6).slice(0, 160)],
    ['without a space', 'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(3)],
    ['with signs of markup', '<b>“Rest & warmth”</b> > needles?'],
    ['in Cyrillic and Greek', 'Боль в спине και πόνος'],
    ['with what is no text', 'Tab\tand\u0000null\ud800'],
  ])('shows a title %s, within its margins', async (_what, title) => {
    const png = await drawShareImage({ ...image, title });
    expect(await inkIn(png, [96, 160, 1008, 320])).toBeGreaterThan(0.005);
    expect(await inkIn(png, [1120, 0, 80, 630])).toBe(0);
  });

  it.each([
    ['no visible sign', '\u200b\u00ad'],
    ['piled-up accents', `Pain${'\u0301'.repeat(200)}`],
  ])('is there for a title of %s', async (_what, title) => {
    const png = await drawShareImage({ ...image, title });
    expect(await sharp(png).metadata()).toMatchObject({ width: 1200, height: 630 });
  });

  it('begins at the right where the title does', async () => {
    const png = await drawShareImage({ ...image, title: 'الوخز بالإبر' });
    expect(await inkIn(png, [800, 160, 304, 320])).toBeGreaterThan(0.005);
    expect(await inkIn(png, [96, 160, 304, 320])).toBe(0);
  });

  it.each(['A very long name of a clinic '.repeat(4), '针灸诊所'.repeat(30)])(
    'cuts off a name that is longer than it is wide: %s',
    async (name) => {
      const png = await drawShareImage({ ...image, site: name, authors: [name], clinic: name });
      for (const [top, height] of [
        [70, 40],
        [495, 45],
        [545, 35],
      ] as const) {
        expect(await inkIn(png, [96, top, 400, height])).toBeGreaterThan(0.01);
        expect(await inkIn(png, [1150, top, 50, height])).toBe(0);
      }
    },
  );

  it('counts authors that do not fit', async () => {
    const authors = Array.from(
      { length: 12 },
      (_, index) => `Practitioner Number ${String(index)}`,
    );
    const png = await drawShareImage({ ...image, authors });
    expect(await inkIn(png, [96, 490, 1008, 50])).toBeGreaterThan(0.01);
    expect(await inkIn(png, [1120, 0, 80, 630])).toBe(0);
  });
});
