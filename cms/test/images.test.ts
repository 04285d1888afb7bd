/** Images from other sites, before they come into the media library. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Core } from '@strapi/strapi';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { bringImage } from '../src/article/images';

it('is not taken when few bytes claim to be more dots than memory holds', async () => {
  const huge = await sharp({
    create: { width: 10_000, height: 10_000, channels: 3, background: 'white' },
  })
    .png()
    .toBuffer();
  const server = createServer((_request, response) => response.end(huge));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  // It is refused before the media library is asked for anything.
  const library = {} as Core.Strapi;
  const source = {
    url: `http://127.0.0.1:${String(port)}/huge.png`,
    privateHosts: ['127.0.0.1'],
  };
  await expect(bringImage(library, source, undefined)).rejects.toThrow(
    'The image is too large to show: more than 60 million dots.',
  );
  await new Promise((resolve) => server.close(resolve));
});
