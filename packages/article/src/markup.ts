/**
 * HTML as a value: what is put into a template is escaped unless it is such a value itself, so
 * that text of the CMS cannot become markup by oversight.
 */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }

  toString(): string {
    return this.markup;
  }
}

type Interpolation = Html | string | number | undefined | false | readonly Html[];

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// eslint-disable-next-line no-control-regex -- those that neither HTML nor XML can have are left out
const special = /[&<>"\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function escape(text: string): string {
  return text.replace(special, (character) => escapes[character] ?? '');
}

function write(value: Interpolation): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  return typeof value === 'object' ? value.map(write).join('') : escape(String(value));
}

/** A template: text and attributes are escaped; `false` and `undefined` leave nothing. */
export function html(strings: TemplateStringsArray, ...values: Interpolation[]): Html {
  let markup = strings[0] ?? '';
  values.forEach((value, index) => {
    markup += write(value) + (strings[index + 1] ?? '');
  });
  return new Html(markup);
}
