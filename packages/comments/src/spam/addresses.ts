/** Addresses in a text: links, bare domains and e-mail. */

const address =
  /(?:https?:\/\/|www\.)\S+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w@.-])(?:[a-z\d-]+\.)+[a-z]{2,}(?:\/\S*)?/gi;

/** Where studies are published: a link there is what a health practice hopes for. */
const evidence = /^(?:[\w-]+\.)*(?:doi\.org|nih\.gov|who\.int|cochranelibrary\.com|nice\.org\.uk)$/;

/** Whether a link leads to where studies are published. */
export const isEvidence = (link: string): boolean => evidence.test(hostOf(link));

/** A text with a sign in place of each address: which site it is says little of the next one; that it is one does. */
export const withoutAddresses = (text: string): string =>
  text.replace(address, (found) => {
    if (found.includes('@')) return ' @ ';
    return isEvidence(found) ? ' §§ ' : ' § ';
  });

/** The sites and mail servers that a text names. */
export const hostsIn = (text: string): string[] => (text.match(address) ?? []).map(hostOf);

const hostOf = (found: string): string =>
  found
    .toLowerCase()
    .replace(/^https?:\/\/|^.*@/, '')
    .replace(/^www\.|[/?#:].*$/g, '');
