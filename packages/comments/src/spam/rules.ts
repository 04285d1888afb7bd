/** The rules, one a trait of spam. A score of 1 holds a comment by itself. */
import { detect } from 'tinyld/light';
import { linksIn } from '../paragraphs.ts';
import type { AssessOptions } from './assess.ts';
import { trades } from './trades.ts';
import { isDisguised, type Suspect, wordsOf } from './tokens.ts';

interface Rule {
  name: string;
  judge: (comment: Suspect, options: AssessOptions) => { text: string; score: number } | undefined;
}

/** Where studies are published: a link there is what a health practice hopes for. */
const evidence = /^(?:[\w-]+\.)*(?:doi\.org|nih\.gov|who\.int|cochranelibrary\.com|nice\.org\.uk)$/;

const isEvidence = (link: string) => evidence.test(new URL(link).hostname);

const domain = /(?<![\w@.-])(?:[a-z\d-]+\.)+[a-z]{2,}(?:\/\S*)?/i;

/** Who asks a question has no need of them, and who sells does. */
const contacts = {
  // Seven digits or more; years and shares have fewer.
  'a phone number': /(?<![\w/.])\+?\(?\d(?:[ ().-]{0,2}\d){6,14}(?![\w/%])/,
  'an e-mail address': /[\w.+-]+@[\w-]+\.\w+/,
};

export const rules: readonly Rule[] = [
  {
    name: 'links',
    judge: ({ body }) => {
      const count = linksIn(body).filter((link) => !isEvidence(link)).length;
      if (count === 0) return undefined;
      const text = count === 1 ? 'It holds a link.' : `It holds ${String(count)} links.`;
      return { text, score: [0, 0.25, 0.5][count] ?? 1 };
    },
  },
  {
    name: 'bare domain',
    judge: ({ body }) => {
      const rest = body.replace(/https?:\S+|[\w.+-]+@\S+/gi, '');
      const found = domain.exec(rest)?.[0];
      return found === undefined || /^[\d.]+$/.test(found) || found.length < 6
        ? undefined
        : { text: `It names the site ${found}.`, score: 0.5 };
    },
  },
  {
    name: 'link in the name',
    judge: ({ name }) =>
      /https?:|www\.|[a-z\d]\.[a-z]{3,}$/i.test(name)
        ? { text: 'The name is an address.', score: 1 }
        : undefined,
  },
  {
    name: 'markup',
    judge: ({ body }) =>
      /\[(?:url|link|img)\b|\]\(https?:|<\s*(?:a|img|script|iframe|font)\b/i.test(body)
        ? { text: 'It holds code for links, which only programs send.', score: 1 }
        : undefined,
  },
  {
    name: 'hidden address',
    // Who writes “(at)” hides an e-mail address from programs that gather them.
    judge: ({ body }) =>
      !/[([{]\s*at\s*[)\]}]|\bat\s+[\w-]+\s+dot\b/i.test(body) &&
      /\bhxxps?\b|\b(?:dot|d0t)\s+(?:com|net|org|shop|online|info|example|test|invalid)\b|[[({]\s*(?:\.|dot)\s*[\])}]/i.test(
        body,
      )
        ? { text: 'It hides a web address from filters.', score: 0.6 }
        : undefined,
  },
  {
    name: 'disguised letters',
    judge: ({ name, body }) => {
      const words = `${name} ${body}`.split(/\s+/);
      const disguised =
        words.some(isDisguised) ||
        /[\p{L}\p{N}]\u200B|[\uFF21-\uFF5A]{3}|[\u{1D400}-\u{1D7FF}]{3}/u.test(body);
      return disguised
        ? { text: 'Letters of other alphabets or invisible ones disguise its words.', score: 0.9 }
        : undefined;
    },
  },
  {
    name: 'invitation elsewhere',
    judge: ({ body }) =>
      /\b(?:whats\s?app|telegram|viber|wechat|line id|skype)\b|\bt\.me\/|微信|加微|電報|电报|телеграм|ватсап/i.test(
        body,
      )
        ? { text: 'It asks to be contacted elsewhere.', score: 0.5 }
        : undefined,
  },
  {
    name: 'contact details',
    judge: ({ body }) => {
      const text = body.replace(/https?:\S+|\bdoi:\S+/gi, '');
      const found = Object.entries(contacts).filter(([, pattern]) => pattern.test(text));
      return found.length === 0
        ? undefined
        : { text: `It gives ${found.map(([name]) => name).join(' and ')}.`, score: 0.5 };
    },
  },
  {
    name: 'language',
    judge: ({ body }, { languages }) => {
      const text = body.replace(/\S*[@/]\S*/g, '');
      if (wordsOf(text).length < 6) return undefined;
      const language = detect(text);
      return language === '' || languages.has(nameOf(language))
        ? undefined
        : { text: `It seems to be written in ${nameOf(language)}.`, score: 0.3 };
    },
  },
  {
    name: 'offer',
    judge: ({ name, body }) => {
      const text = `${name}\n${wordsOf(body).join(' ')}\n${body.normalize('NFKC')}`;
      const found = trades.filter(({ pattern }) => pattern.test(text));
      const score = found.reduce((sum, trade) => sum + trade.score, 0);
      const names = found.map((trade) => trade.name).join(', ');
      return found.length === 0
        ? undefined
        : { text: `It sounds like an offer: ${names}.`, score: Math.min(score, 1.4) };
    },
  },
  {
    name: 'shouting',
    judge: ({ body }) => {
      const letters = body.match(/\p{L}/gu) ?? [];
      const capitals = body.match(/\p{Lu}/gu) ?? [];
      return letters.length >= 30 && capitals.length > letters.length * 0.6
        ? { text: 'It is written in capital letters.', score: 0.15 }
        : undefined;
    },
  },
  {
    name: 'blocklist',
    judge: ({ name, body }, { blocklist }) => {
      const text = wordsOf(`${name}\n${body}`).join(' ');
      const raw = `${name}\n${body}`.toLowerCase();
      const found = blocklist.find((entry) => {
        const words = wordsOf(entry).join(' ');
        return (
          raw.includes(entry.toLowerCase()) || (words !== '' && ` ${text} `.includes(` ${words} `))
        );
      });
      return found === undefined
        ? undefined
        : { text: `It holds “${found}”, which is on the blocklist.`, score: 1 };
    },
  },
];

const languageNames = new Intl.DisplayNames('en', { type: 'language' });
const nameOf = (language: string) => languageNames.of(language) ?? language;
