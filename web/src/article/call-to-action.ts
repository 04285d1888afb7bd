import type { NodeOf } from '@meridian/article';
import { paths } from '@meridian/content';
import { html, type Html } from '@meridian/article/markup';
import type { ArticleContext } from './context.ts';

/** A button. Without its target (a clinic with no booking page, say) it leads to where one is found. */
export function callToAction(node: NodeOf<'callToAction'>, context: ArticleContext): Html {
  const { label } = node.attrs;
  return html`<p class="action"><a class="button" href="${hrefOf(node, context)}">${label}</a></p>`;
}

function hrefOf({ attrs }: NodeOf<'callToAction'>, context: ArticleContext): string {
  const { clinic } = context;
  const page = clinic ? paths.clinic(clinic.slug) : paths.clinics();
  switch (attrs.action) {
    case 'book':
      return clinic?.bookingUrl ?? page;
    case 'call':
      return clinic?.phone === undefined ? page : telephone(clinic.phone);
    case 'visit':
      return page;
    case 'link':
      return (attrs.target ? context.href(attrs.target) : undefined) ?? page;
  }
}

/** The `tel:` address of a number as people write it. */
export function telephone(phone: string): string {
  return `tel:${phone.replace(/[^+\d]/g, '')}`;
}
