/** What the addresses in a comment say of it: those that it leads to, and that of its writer. */
import { linksIn } from '../paragraphs.ts';
import { isEvidence } from './addresses.ts';
import { decisive, type Rule } from './rule.ts';
import { plainOf } from './tokens.ts';

const domain = /(?<![\w@.-])(?:[a-z\d-]+\.)+[a-z]{2,}(?:\/\S*)?/i;

/** Who asks a question has no need of them, and who sells does. */
const contacts = {
  // Seven digits or more; years and shares have fewer.
  'a phone number': /(?<![\w/.])\+?\(?\d(?:[ ().-]{0,2}\d){6,14}(?![\w/%])/,
  'an e-mail address': /(?<![\w.+-])[\w.+-]+@[\w-]+\.\w+/,
};

/** What stands before the @ where nobody in particular reads it. */
const offices =
  /^(?:info|admin|sales|promos?|orders?|contact|kontakt|office|support|marketing|seo|shop|service|offers?|deals?|outreach|partners?|webmaster|bookings?|jobs?|apply|bonus|vip|press|pr)@/i;

/** Where anybody has an address, and RFC 2606's name for nobody. */
const providers = new Set([
  ...['gmail', 'googlemail', 'outlook', 'hotmail', 'yahoo', 'icloud', 'proton', 'protonmail'],
  'example',
]);

export const addressRules: readonly Rule[] = [
  {
    name: 'links',
    judge: ({ body }) => {
      const count = linksIn(body).filter((link) => !isEvidence(link)).length;
      if (count === 0) return undefined;
      const text = count === 1 ? 'It holds a link.' : `It holds ${String(count)} links.`;
      return { text, score: [0, 0.1, 0.3][count] ?? 1 };
    },
  },
  {
    name: 'bare domain',
    judge: ({ body }) => {
      const rest = body.replace(/https?:\S+|(?<![\w.+-])[\w.+-]+@\S+/gi, '');
      const found = domain.exec(rest)?.[0];
      return found === undefined || /^[\d.]+$/.test(found) || found.length < 6
        ? undefined
        : { text: `It names the site ${found}.`, score: 0.95 };
    },
  },
  {
    name: 'link in the name',
    judge: ({ name }) =>
      /https?:|www\.|[a-z\d]\.[a-z]{3,}$/i.test(name)
        ? { text: 'The name is an address.', score: decisive }
        : undefined,
  },
  {
    name: 'markup',
    judge: ({ body }) =>
      /\[(?:url|link|img)\b|\]\(https?:|<\s*(?:a|img|script|iframe|font)\b/i.test(body)
        ? { text: 'It holds code for links, which only programs send.', score: decisive }
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
    name: 'invitation elsewhere',
    judge: ({ body }) =>
      /\b(?:whats\s?app|telegram|viber|wechat|line id|skype)\b|\bt\.me\/|微信|加微|電報|电报|телеграм|ватсап/i.test(
        body,
      )
        ? { text: 'It asks to be contacted elsewhere.', score: 0.2 }
        : undefined,
  },
  {
    name: 'contact details',
    judge: ({ body }) => {
      const text = body.replace(/https?:\S+|\bdoi:\S+/gi, '');
      const found = Object.entries(contacts).filter(([, pattern]) => pattern.test(text));
      return found.length === 0
        ? undefined
        : { text: `It gives ${found.map(([name]) => name).join(' and ')}.`, score: 0.9 };
    },
  },
  {
    name: 'address of an office',
    judge: ({ email = '' }) =>
      offices.test(email)
        ? { text: 'The e-mail address is one of an office, and not of a person.', score: 0.9 }
        : undefined,
  },
  {
    name: 'own advertisement',
    judge: ({ name, body, email = '' }) => {
      const label = plainOf(email.split('@')[1]?.split('.').at(-2) ?? '');
      return label.length > 4 &&
        !providers.has(label) &&
        plainOf(`${name}\n${body}`).includes(label)
        ? { text: `It names ${label}, from where its writer has the e-mail address.`, score: 0.35 }
        : undefined;
    },
  },
];
