import { createHash } from 'node:crypto';

const digestOf = (text: string) => createHash('sha256').update(text).digest('base64url');

/** By which a text is known that may come once under a post. */
export const textKey = (post: string, body: string): string => `text ${post} ${digestOf(body)}`;

/** By which it is known that it has come under any post. */
export const anywhereKey = (body: string): string => textKey('*', body);

/** All that is kept of a text that came under a post. */
export const textKeys = (post: string, body: string): string[] => [
  textKey(post, body),
  anywhereKey(body),
];
