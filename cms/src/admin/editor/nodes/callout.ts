import { Node } from '@tiptap/core';

/** The kinds of a callout with the words that stand above it on the site. */
export const calloutKinds = {
  note: 'Good to know',
  caution: 'Take care',
  urgent: 'Get help soon',
  emergency: 'Emergency: act now',
} as const;
export type CalloutKind = keyof typeof calloutKinds;

/** A box whose urgency is said in words. */
export const Callout = Node.create({
  name: 'callout',
  defining: true,
  renderHTML: ({ node }) => {
    const kind = node.attrs.kind as CalloutKind;
    return [
      'aside',
      { class: `callout ${kind}` },
      ['p', { class: 'callout-title', contenteditable: 'false' }, calloutKinds[kind]],
      ['div', 0],
    ];
  },
});
