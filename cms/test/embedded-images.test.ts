/** Images that come within the clipboard. */
import { describe, expect, it } from 'vitest';
import { imagesInRtf, takeOutImages } from '../src/admin/editor/clipboard/embedded-images';

const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const bytes = Buffer.from(pixel, 'base64');

const contentOf = async (image: Blob | undefined) =>
  Buffer.from((await image?.arrayBuffer()) ?? new ArrayBuffer()).toString('base64');

/** A picture as Word writes it: for programs of today and for older ones. */
const picture = (kind: 'pngblip' | 'jpegblip' | 'wmetafile8', data: Buffer) =>
  `{\\*\\shppict{\\pict{\\*\\picprop\\shplid1025{\\sp{\\sn shapeType}{\\sv 75}}}\\picscalex100\\picw1\\pich1\\${kind}\\bliptag-12{\\*\\blipuid 0123456789abcdef0123456789abcdef}${data.toString('hex').replace(/.{64}/g, '$&\r\n')}}}` +
  `{\\nonshppict{\\pict\\picw1\\pich1\\wmetafile8 ${'00'.repeat(40)}}}`;

describe('images in data addresses', () => {
  it('become files, and the HTML has short addresses in their place', async () => {
    const { html, images } = takeOutImages(
      `<p>a<img alt="x" src="data:image/png;base64,${pixel}"> b <img src='data:image/png;base64,${pixel}'></p>`,
      '',
    );
    expect(html).toBe(
      `<p>a<img alt="x" src="https://pasted-image.invalid/pasted-1.png"> b <img src='https://pasted-image.invalid/pasted-2.png'></p>`,
    );
    const first = images.get('https://pasted-image.invalid/pasted-1.png');
    expect(first).toMatchObject({ name: 'pasted-1.png', type: 'image/png' });
    expect(await contentOf(first)).toBe(pixel);
  });

  it.each([
    ['SVG, which can hold scripts', '<img src="data:image/svg+xml;base64,PHN2Zz4=">'],
    ['what is not base64', '<img src="data:image/png;base64,%%%">'],
    ['an address that never ends', '<img src="data:image/png;base64,AAAA'],
    [
      'what stands in for an image that is loaded late',
      '<img class="lazy" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="https://a.example/i.png">',
    ],
    ['addresses of other sites', '<img src="https://a.example/i.png">'],
  ])('leave %s as it was', (_name, html) => {
    expect(takeOutImages(html, '')).toEqual({ html, images: new Map() });
  });
});

describe('images of a Word document', () => {
  it('come from the RTF beside the HTML, in their order', async () => {
    const other = Buffer.concat([bytes, Buffer.from('jpeg')]);
    const rtf = `{\\rtf1 text ${picture('pngblip', bytes)} more ${picture('jpegblip', other)}}`;
    const { html, images } = takeOutImages(
      '<img width=1 src="file:///C:/Users/x/image001.png"><img src="file:///C:/Users/x/image002.jpg">',
      rtf,
    );
    expect(html).toBe(
      '<img width=1 src="https://pasted-image.invalid/pasted-1.png"><img src="https://pasted-image.invalid/pasted-2.jpg">',
    );
    const [first, second] = [...images.values()];
    expect(await contentOf(first)).toBe(pixel);
    expect(await contentOf(second)).toBe(other.toString('base64'));
  });

  it('are counted once, though drawings for older programs name them too', async () => {
    const { images } = takeOutImages(
      '<!--[if gte vml 1]><v:shape><v:imagedata src="file:///C:/1.png"/></v:shape><![endif]--><![if !vml]><img src="file:///C:/1.png"><![endif]><img src="file:///C:/2.jpg">',
      `{\\rtf1 ${picture('pngblip', bytes)}${picture('jpegblip', bytes)}}`,
    );
    expect([...images.values()].map(({ name }) => name)).toEqual(['pasted-1.png', 'pasted-2.jpg']);
    expect(await contentOf([...images.values()][0])).toBe(pixel);
  });

  it('stay apart from pictures that cannot be read, such as formulas', async () => {
    const { html, images } = takeOutImages(
      '<img alt="Formula" src="file:///C:/1.wmz"><img alt="Photo" src="file:///C:/2.png">',
      `{\\rtf1 ${picture('wmetafile8', bytes)}${picture('pngblip', bytes)}}`,
    );
    expect(html).toBe(
      '<img alt="Formula" src="file:///C:/1.wmz"><img alt="Photo" src="https://pasted-image.invalid/pasted-1.png">',
    );
    expect(await contentOf([...images.values()][0])).toBe(pixel);
  });

  it('are not guessed at when there are more or fewer than the text shows', () => {
    const html = '<img src="file:///C:/1.png"><img src="file:///C:/2.png">';
    const rtf = `{\\rtf1 ${picture('pngblip', bytes)}}`;
    expect(takeOutImages(html, rtf)).toEqual({ html, images: new Map() });
  });

  it('are left to be reported when there is no RTF', () => {
    const html = '<img src="file:///C:/Users/x/image001.png">';
    expect(takeOutImages(html, '')).toEqual({ html, images: new Map() });
  });

  it('are looked for in time linear in the length of what was pasted', () => {
    const html = '<img src="file:'.repeat(100_000);
    expect(takeOutImages(html, '').html).toBe(html);
    const pictures = imagesInRtf(`{\\rtf1 ${'{\\pict\\pngblip '.repeat(50_000)}}`);
    expect(new Set(pictures)).toEqual(new Set([undefined]));
  });
});
