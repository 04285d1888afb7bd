/** What is elsewhere, as the CMS meets it: a site with images, one that knows publications, a mail server. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Received, startMailServer } from '../../scripts/test/mail-server.ts';
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

export interface Elsewhere extends Serving {
  /** Of the mail server; what it received is at `/mail`. */
  mailUrl: string;
}

export async function startElsewhere(): Promise<Elsewhere> {
  const mail = await startMailServer();
  const site = await serve('127.0.0.1', ({ url }, response) => {
    if (url === '/mail')
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(mail.received));
    else if (url === '/image.png')
      response.writeHead(200, { 'content-type': 'image/png' }).end(image);
    else if (url === '/doi/10.5555/made-up')
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(publication));
    else response.writeHead(404).end();
  });
  return {
    url: site.url,
    mailUrl: mail.url,
    async [Symbol.asyncDispose]() {
      await site[Symbol.asyncDispose]();
      await mail[Symbol.asyncDispose]();
    },
  };
}

/** The first e-mail to somebody whose subject matches; undefined while there is none. */
export async function mailTo(address: string, subject: RegExp): Promise<Received | undefined> {
  const answer = await fetch(`${process.env.ELSEWHERE ?? ''}/mail`);
  const received = (await answer.json()) as Received[];
  return received.find((mail) => mail.to === address && subject.test(mail.subject));
}
