/**
 * Draws what is shown where a post is shared: its title, who wrote it and where, in the site's typeface.
 * @see https://ogp.me/
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ShareImage, shareImageSize } from '@meridian/content';
import sharp from 'sharp';

const { width, height } = shareImageSize;
const margin = 96;
/** The box of the title. */
const boxWidth = width - 2 * margin;
const boxHeight = 300;
const boxTop = 168;

/** The site's colours by day, see `web/src/styles/tokens.css`. */
const colours = { paper: '#fbf7ef', ink: '#22302a', quiet: '#56625b', accent: '#22594a' };

/** Titles are as large as their box allows. */
const sizes = [84, 74, 66, 58, 52, 46, 40, 34];
/** In which scale a title is measured before it is drawn: a ninth of the work. */
const measuredAt = 1 / 3;
const dpi = 72;

/** The longest line of authors; where there are more, they are counted. */
const longestLine = 52;

/**
 * Makes the typeface known to what draws text. It reads the environment of the process, once, so this is
 * called before the first image is drawn, and in no other thread. Letters that the typeface lacks come from the
 * system's fonts.
 */
export function prepareFonts(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'fonts.conf');
  const set = (name: string, type: string, value: string) =>
    `<edit name="${name}" mode="assign"><${type}>${value}</${type}></edit>`;
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>${escaped(join(import.meta.dirname, 'fonts'))}</dir>
<cachedir>${escaped(join(folder, 'known'))}</cachedir>
<match target="font">${set('hinting', 'bool', 'false')}${set('hintstyle', 'const', 'hintnone')}${set('rgba', 'const', 'none')}${set('antialias', 'bool', 'true')}</match>
</fontconfig>`,
  );
  process.env.FONTCONFIG_FILE = file;
}

/** @returns a PNG. */
export async function drawShareImage({
  site,
  title,
  authors,
  clinic,
}: ShareImage): Promise<Buffer> {
  const ink = isVisible(title) ? await drawTitle(clean(title)) : undefined;
  const isRightToLeft = /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(title);
  const line = (y: number, size: number, fill: string, text: string) =>
    `<text x="${String(margin)}" y="${String(y)}" font-size="${String(size)}" fill="${fill}">${escaped(clipped(clean(text)))}</text>`;
  const frame = `<svg xmlns="http://www.w3.org/2000/svg" xml:lang="en" width="${String(width)}" height="${String(height)}" font-family="Literata" font-weight="500">
<rect width="100%" height="100%" fill="${colours.paper}"/>
<rect width="16" height="${String(height)}" fill="${colours.accent}"/>
<rect x="${String(margin)}" y="128" width="72" height="4" fill="${colours.accent}"/>
${line(102, 32, colours.accent, site)}${line(clinic === undefined ? 556 : 528, 34, colours.ink, inOneLine(authors))}${line(570, 27, colours.quiet, clinic ?? '')}</svg>`;
  return sharp(Buffer.from(frame))
    .composite(
      ink
        ? [
            {
              input: ink.data,
              raw: { width: ink.info.width, height: ink.info.height, channels: 4 },
              left: isRightToLeft ? width - margin - ink.info.width : margin,
              top: boxTop + Math.max(0, Math.round((boxHeight - ink.info.height) / 2)),
            },
          ]
        : [],
    )
    .removeAlpha()
    .png({ palette: true, colours: 32, effort: 1, compressionLevel: 9 })
    .toBuffer();
}

/** The title as large as it can be, and in lines of about the same length. */
async function drawTitle(title: string) {
  const text = (size: number, within: number, scale = 1) =>
    sharp({
      text: {
        // Without a language that of the machine picks the shapes.
        text: `<span lang="en" foreground="${colours.ink}">${escaped(title)}</span>`,
        font: `Literata Medium ${String(size)}`,
        width: Math.ceil(within * scale),
        dpi: dpi * scale,
        rgba: true,
        wrap: 'word-char',
      },
    })
      .raw()
      .toBuffer({ resolveWithObject: true });
  const measure = async (size: number, within: number) => {
    const { info } = await text(size, within, measuredAt);
    return { width: info.width / measuredAt, height: info.height / measuredAt };
  };
  let size = sizes[0] ?? 0;
  let box = { width: 0, height: 0 };
  for (size of sizes) {
    box = await measure(size, boxWidth);
    if (box.height <= boxHeight) break;
  }
  // The narrowest box in which it takes no more lines.
  let [narrow, wide] = [boxWidth / 2, boxWidth];
  while (wide - narrow > size / 2) {
    const middle = Math.round((narrow + wide) / 2);
    const tried = await measure(size, middle);
    if (tried.height < box.height + size / 2 && tried.width <= middle) wide = middle;
    else narrow = middle;
  }
  // What is measured small may need a little more when it is drawn; piled-up accents are cut off.
  const { data, info } = await text(size, Math.min(boxWidth, wide + size / 4));
  return sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } })
    .extract({
      left: 0,
      top: 0,
      width: Math.min(info.width, boxWidth),
      height: Math.min(info.height, boxHeight),
    })
    .raw()
    .toBuffer({ resolveWithObject: true });
}

function inOneLine(authors: readonly string[]): string {
  for (let shown = authors.length; shown > 0; shown -= 1) {
    const others = authors.length - shown;
    const rest = others === 0 ? '' : others === 1 ? ' and one more' : ` and ${String(others)} more`;
    const line = `${authors.slice(0, shown).join(', ')}${rest}`;
    if (line.length <= longestLine || shown === 1) return line;
  }
  return '';
}

/** Letters that take the room of two. */
const isWide = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** What of a text has room in a line. */
function clipped(text: string): string {
  let [shown, room] = ['', longestLine];
  for (const letter of text) {
    room -= isWide.test(letter) ? 2 : 1;
    if (room < 0) return `${shown.trimEnd()}…`;
    shown += letter;
  }
  return shown;
}

/** Marks of direction, spaces and the like leave no ink. */
const isVisible = (text: string) => /[^\p{C}\p{Z}\p{M}\u2800]/u.test(text);

/** Control characters are no text, and no XML. */
const clean = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]+/gu, ' ')
    .trim();

const entities: Partial<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
