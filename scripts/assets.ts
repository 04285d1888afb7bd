/**
 * `npm run assets`: cuts the site's typeface down to what its pages and the images for sharing use, and
 * draws its icon in the sizes that systems ask for. The files are committed, so this is run again only for another typeface,
 * another range of characters, or another icon.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import subsetFont from 'subset-font';
import { main } from './system/main.ts';
import { root } from './system/settings.ts';

const family = dirname(
  fileURLToPath(import.meta.resolve('@fontsource-variable/literata/package.json')),
);
const fonts = join(root, 'web/src/fonts');
const icons = join(root, 'web/src/icons');

/** The characters from one to another, both included. */
const range = (from: number, to: number) =>
  String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, index) => from + index));

/** English and the languages of western Europe. The style sheet names the same range. */
const western = `${range(0x20, 0x7e)}\u00a0¡©«°±·»¿${range(0xc0, 0xff)}Œœ–—‘’‚“”„•…‹›`;
/** Letters of names from central and eastern Europe: fetched only where one stands on the page. */
const extended = range(0x100, 0x17f);

/**
 * 600 is bold. All sizes have the shapes of text: those of headings would be 15 KB more, and with italics a
 * post would weigh more than 60 KB.
 */
const upright = { opsz: 18, wght: { min: 400, max: 600 } };
/** Without what hardly ever stands in italics; the fallback has it. */
const slanted = western.replace(/[À-ÞŒ#$*+<=>@\\^_`{|}~¡©°±¿]/g, '');

const faces = [
  { name: 'literata', source: 'latin-opsz-normal', characters: western, axes: upright },
  {
    name: 'literata-italic',
    source: 'latin-opsz-italic',
    characters: slanted,
    axes: { opsz: 18, wght: 400 },
  },
  {
    name: 'literata-extended',
    source: 'latin-ext-opsz-normal',
    characters: extended,
    axes: upright,
  },
];

/** What draws the images for sharing knows no web fonts, and takes a letter from whichever file has it. */
const drawn = join(root, 'packages/publisher/src/share/fonts');
const drawnSets = [
  { source: 'latin', characters: `${western}${range(0xa0, 0xbf)}Ÿ€™` },
  { source: 'latin-ext', characters: range(0x100, 0x24f) },
  { source: 'greek', characters: range(0x370, 0x3ff) },
  { source: 'cyrillic', characters: range(0x400, 0x45f) },
];

/** Systems cut their own shape out of an icon that fills its square. */
const iconSizes = [180, 192, 512];
const iconBackground = '#22594a';

async function cutFonts(): Promise<void> {
  mkdirSync(fonts, { recursive: true });
  copyFileSync(join(family, 'LICENSE'), join(fonts, 'LICENSE'));
  for (const { name, source, characters, axes } of faces) {
    const font = await subsetFont(
      readFileSync(join(family, `files/literata-${source}.woff2`)),
      characters,
      { targetFormat: 'woff2', variationAxes: axes },
    );
    writeFileSync(join(fonts, `${name}.woff2`), font);
    process.stdout.write(`${name}: ${String(font.length)} bytes\n`);
  }
}

async function cutDrawnFonts(): Promise<void> {
  mkdirSync(drawn, { recursive: true });
  copyFileSync(join(family, 'LICENSE'), join(drawn, 'LICENSE'));
  for (const { source, characters } of drawnSets) {
    const font = await subsetFont(
      readFileSync(join(family, `files/literata-${source}-opsz-normal.woff2`)),
      characters,
      { targetFormat: 'sfnt', variationAxes: { opsz: 36, wght: 500 } },
    );
    writeFileSync(join(drawn, `literata-${source}.ttf`), font);
  }
}

async function drawIcons(): Promise<void> {
  for (const size of iconSizes)
    await sharp(join(icons, 'icon.svg'), { density: 1_200 })
      .resize(size, size)
      .flatten({ background: iconBackground })
      .png({ palette: true })
      .toFile(join(icons, `icon-${String(size)}.png`));
}

main(async () => {
  await cutFonts();
  await cutDrawnFonts();
  await drawIcons();
});
