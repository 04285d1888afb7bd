/**
 * Images that come within the clipboard itself: as `data:` addresses, or, from Word on a desktop, as
 * `file:` addresses with the images beside them as RTF. They become files; in the HTML stands an
 * address in their place, under which the article knows them until they are uploaded.
 */

/** A name that no server has. @see https://www.rfc-editor.org/rfc/rfc6761#section-6.4 */
const host = 'pasted-image.invalid';

interface WithoutImages {
  html: string;
  /** By the address that now stands in the HTML. */
  images: ReadonlyMap<string, File>;
}

/** Within an element that shows an image: Word's drawings name the same file once more, elsewhere. */
const source = /\bsrc\s*=\s*(["'])(data:image\/(?:png|jpe?g|gif|webp);base64,|file:)([^"']*)\1/i;
/** Pages that load images late show an empty one first, and keep the address of the real one. */
const isStandIn = /\sdata-(?:lazy-)?src\s*=/i;

/** Takes the images out of HTML from the clipboard. */
export function takeOutImages(html: string, rtf: string): WithoutImages {
  const images = new Map<string, File>();
  const inFiles = imageTags(html).filter(({ tag }) => source.exec(tag)?.[2] === 'file:').length;
  const pictures = inFiles > 0 ? imagesInRtf(rtf) : [];
  // Which is which can only be told when all are there.
  const beside = pictures.length === inFiles ? pictures : [];
  const takeOut = (tag: string): string => {
    const [whole, quote = '', scheme = '', data = ''] = source.exec(tag) ?? [];
    if (whole === undefined || isStandIn.test(tag)) return tag;
    const image = scheme.startsWith('file:') ? beside.shift() : fromBase64(data, typeIn(scheme));
    if (!image) return tag;
    const name = `pasted-${String(images.size + 1)}.${extensionOf(image.type)}`;
    const address = `https://${host}/${name}`;
    images.set(address, new File([image], name, { type: image.type }));
    return tag.replace(whole, `src=${quote}${address}${quote}`);
  };
  let result = '';
  let done = 0;
  for (const { index, tag } of imageTags(html)) {
    result += html.slice(done, index) + takeOut(tag);
    done = index + tag.length;
  }
  return { html: result + html.slice(done), images };
}

/** By hand and not by an expression, which would look for the end of each tag that has none. */
function imageTags(html: string): { index: number; tag: string }[] {
  const tags: { index: number; tag: string }[] = [];
  let done = 0;
  for (const { index } of html.matchAll(/<img\b/gi)) {
    if (index < done) continue;
    const end = html.indexOf('>', index);
    if (end === -1) break;
    tags.push({ index, tag: html.slice(index, end) });
    done = end;
  }
  return tags;
}

const typeIn = (scheme: string) => scheme.slice('data:'.length, scheme.indexOf(';')).toLowerCase();

function extensionOf(type: string): string {
  return type === 'image/jpeg' ? 'jpg' : type.slice('image/'.length);
}

function fromBase64(text: string, type: string): Blob | undefined {
  try {
    const binary = atob(text.replace(/\s/g, ''));
    return new Blob([Uint8Array.from(binary, (character) => character.charCodeAt(0))], { type });
  } catch {
    // Not base64: there is no image. The reader of the HTML counts it among what was lost.
    return undefined;
  }
}

/** Characters of RTF before the data of a picture. */
const longestHead = 4_000;

/**
 * The pictures of an RTF text in order, `undefined` for one that is neither PNG nor JPEG. Word writes
 * each picture twice, the second time for older programs, as a group that begins with `\nonshppict`.
 * @see https://www.biblioscape.com/rtf15_spec.htm#Heading49
 */
export function imagesInRtf(rtf: string): (Blob | undefined)[] {
  const images: (Blob | undefined)[] = [];
  for (const { index } of rtf.matchAll(/\\pict\b/g)) {
    if (/\\nonshppict[\s{]*$/.test(rtf.slice(Math.max(0, index - 30), index))) continue;
    const start = index + '\\pict'.length;
    const [head = ''] = rtf.slice(start, start + longestHead).split(/\\pict\b/, 1);
    const kind = /\\(pngblip|jpegblip)\b/.exec(head);
    // The data follow the last control word or group of the head; ids in it are 32 digits long.
    const data = head.search(/[\s}][0-9a-f]{40,}/i);
    if (!kind || data === -1) {
      images.push(undefined);
      continue;
    }
    const type = kind[1] === 'pngblip' ? 'image/png' : 'image/jpeg';
    const hexadecimal = /[0-9a-f\s]+/iy;
    hexadecimal.lastIndex = start + data + 1;
    const digits = hexadecimal.exec(rtf)?.[0].replace(/\s/g, '') ?? '';
    const bytes = new Uint8Array(digits.length / 2);
    for (let at = 0; at < bytes.length; at += 1)
      bytes[at] = Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16);
    images.push(new Blob([bytes], { type }));
  }
  return images;
}
