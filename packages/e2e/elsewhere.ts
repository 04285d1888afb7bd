/** Other sites, as the CMS meets them: one with images, and one that knows publications. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve, type Serving } from './serve.ts';

const image = readFileSync(join(import.meta.dirname, '../../cms/favicon.png'));

const publication = {
  type: 'journal-article',
  title: 'Warmth and the stiff neck: a made-up trial',
  author: [
    { family: 'Abara', given: 'Ines Maria' },
    { family: 'Quist', given: 'Lars' },
  ],
  'container-title': ['J Made Up Pain'],
  issued: { 'date-parts': [[2024, 3]] },
  volume: '12',
  issue: '3',
  page: '45-52',
  DOI: '10.5555/made-up',
};

export const startElsewhere = (): Promise<Serving> =>
  serve('127.0.0.1', ({ url }, response) => {
    if (url === '/image.png') response.writeHead(200, { 'content-type': 'image/png' }).end(image);
    else if (url === '/doi/10.5555/made-up')
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(publication));
    else response.writeHead(404).end();
  });
