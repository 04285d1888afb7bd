/** References as people paste them, and as servers give them. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { findReference } from '../src/article/reference-lookup';
import { identifiersIn, readReferenceText } from '../src/article/reference-text';

describe('what identifies a publication', () => {
  it.each([
    ['see doi:10.1016/j.jpain.2017.11.005).', '10.1016/j.jpain.2017.11.005'],
    ['<https://doi.org/10.1136/bmjopen-2020-045961>', '10.1136/bmjopen-2020-045961'],
    ['10.1016/S0140-6736(05)66516-8', '10.1016/S0140-6736(05)66516-8'],
    [
      '(10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2).',
      '10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2',
    ],
  ])('is found in %s', (text, doi) => {
    expect(identifiersIn(text)).toEqual({ doi });
  });
});

describe('a reference as text', () => {
  it.each([
    [
      'Vancouver style with identifiers',
      '1. Vickers AJ, Vertosick EA, Lewith G; Acupuncture Trialists’ Collaboration. Acupuncture for Chronic Pain: Update of an Individual Patient Data Meta-Analysis. J Pain 2018;19(5):455-474. doi:10.1016/j.jpain.2017.11.005; PMID 29198932',
      {
        type: 'article-journal',
        authors: 'Vickers AJ; Vertosick EA; Lewith G; Acupuncture Trialists’ Collaboration',
        title: 'Acupuncture for Chronic Pain: Update of an Individual Patient Data Meta-Analysis',
        container: 'J Pain',
        year: 2018,
        volume: '19',
        issue: '5',
        pages: '455-474',
        doi: '10.1016/j.jpain.2017.11.005',
        pmid: '29198932',
      },
    ],
    [
      'an issue without a volume, and an article number',
      'Mu J, Furlan AD, Lao L. Acupuncture for chronic nonspecific low back pain. Cochrane Database Syst Rev 2020;(12):CD013814. doi:10.1002/14651858.CD013814; PMC8095030',
      {
        type: 'article-journal',
        authors: 'Mu J; Furlan AD; Lao L',
        title: 'Acupuncture for chronic nonspecific low back pain',
        container: 'Cochrane Database Syst Rev',
        year: 2020,
        issue: '12',
        pages: 'CD013814',
        doi: '10.1002/14651858.CD013814',
      },
    ],
    [
      'PubMed’s own form, with month and day, and “et al.”',
      'DeBar LL, Wellman RD, Justice M, et al. Acupuncture for Chronic Low Back Pain in Older Adults. JAMA Netw Open. 2025 Sep 2;8(9):e2531348. doi: 10.1001/jamanetworkopen.2025.31348. PMID: 40938602.',
      {
        type: 'article-journal',
        authors: 'DeBar LL; Wellman RD; Justice M',
        title: 'Acupuncture for Chronic Low Back Pain in Older Adults',
        container: 'JAMA Netw Open',
        year: 2025,
        volume: '8',
        issue: '9',
        pages: 'e2531348',
        doi: '10.1001/jamanetworkopen.2025.31348',
        pmid: '40938602',
      },
    ],
    [
      'APA style',
      'Bäumler, P., Zhang, W., & Irnich, D. (2021). Acupuncture-related adverse events. BMJ Open, 11(9), e045961. https://doi.org/10.1136/bmjopen-2020-045961',
      {
        type: 'article-journal',
        authors: 'Bäumler P; Zhang W; Irnich D',
        title: 'Acupuncture-related adverse events',
        container: 'BMJ Open',
        year: 2021,
        volume: '11',
        issue: '9',
        pages: 'e045961',
        doi: '10.1136/bmjopen-2020-045961',
      },
    ],
    [
      'MLA style',
      'Smith, John, and Mary Ann Jones. “Cupping and the neck.” Journal of Odd Things, vol. 12, no. 3, 2019, pp. 45–67.',
      {
        type: 'article-journal',
        authors: 'Smith J; Jones MA',
        title: 'Cupping and the neck',
        container: 'Journal of Odd Things',
        year: 2019,
        volume: '12',
        issue: '3',
        pages: '45-67',
      },
    ],
    [
      'a book with its ISBN',
      'WHO guideline group. Management of low back pain. Geneva: World Health Organization; 2023. ISBN 978-92-4-008178-9',
      {
        type: 'book',
        authors: 'WHO guideline group',
        title: 'Management of low back pain',
        container: 'Geneva: World Health Organization',
        year: 2023,
        isbn: '978-92-4-008178-9',
      },
    ],
    [
      'a DOI alone',
      'https://doi.org/10.5555/made-up.',
      { type: 'article-journal', doi: '10.5555/made-up' },
    ],
    ['a PubMed number alone', '29198932', { type: 'article-journal', pmid: '29198932' }],
    [
      'a PubMed address',
      'https://pubmed.ncbi.nlm.nih.gov/29198932/',
      { type: 'article-journal', pmid: '29198932' },
    ],
    ['words that are no reference', 'Something about needles', { type: 'article-journal' }],
  ])('is read: %s', (_name, text, expected) => {
    expect(readReferenceText(text)).toEqual(expected);
  });
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A place that knows publications, as the operator may set it. */
async function sources(status: number, body: string) {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  return { doiUrl: url, pubmedUrl: url };
}

const record = JSON.stringify({
  type: 'journal-article',
  title: ['A <i>made-up</i> trial &amp; its end.'],
  author: [{ family: 'Abara', given: 'Ines-Maria' }, { literal: 'The Trial Group' }],
  'container-title-short': 'J. Made Up Pain',
  issued: { 'date-parts': [['2024', 3]] },
  volume: 12,
  page: '45-52',
  DOI: '10.5555/made-up',
});

describe('a reference that is looked up', () => {
  it('is filled in from the record', async () => {
    expect(await findReference('10.5555/made-up', await sources(200, record))).toEqual({
      reference: {
        type: 'article-journal',
        title: 'A made-up trial & its end',
        authors: 'Abara IM; The Trial Group',
        container: 'J Made Up Pain',
        year: 2024,
        volume: '12',
        pages: '45-52',
        doi: '10.5555/made-up',
      },
      note: 'Found. Look it over, then add it.',
    });
  });

  it('falls back to what the text tells, and says why', async () => {
    const text = 'Abara I. A made-up trial. J Made Up 2024;1(2):3-4. doi:10.5555/none';
    const { reference, note } = await findReference(text, await sources(404, '{}'));
    expect(reference).toMatchObject({ title: 'A made-up trial', doi: '10.5555/none' });
    expect(note).toMatch(
      /does not know the DOI 10\.5555\/none: is it typed right\? This is what the text tells/,
    );
  });

  it('says that there is no network, and keeps the number', async () => {
    const offline = { doiUrl: 'http://127.0.0.1:9/', pubmedUrl: 'http://127.0.0.1:9/' };
    expect(await findReference('PMID 29198932', offline)).toEqual({
      reference: { type: 'article-journal', pmid: '29198932' },
      note: '127.0.0.1 cannot be reached from here. Nothing listens at its address. Fill in the rest by hand, or try again later.',
    });
  });

  it('does not believe an answer that is no publication', async () => {
    const { note } = await findReference('10.5555/x', await sources(200, '<html>'));
    expect(note).toMatch(/answered something else than a publication/);
  });

  it('asks for something that can be read', async () => {
    await expect(findReference('About needles', await sources(200, record))).rejects.toThrow(
      /no DOI, no PubMed number and no reference/,
    );
  });
});
