/** Icons that Strapi's own set lacks, in its size and color. */
import type { ReactNode } from 'react';

interface IconProps {
  'aria-hidden'?: boolean;
}

const xWithTwoAt = (y: number) =>
  function LetterIcon(props: IconProps): ReactNode {
    return (
      <svg viewBox="0 0 32 32" width="1.6rem" height="1.6rem" fill="currentColor" {...props}>
        <path d="m3 9 3.4-.1 4.1 5.5 4.1-5.5 3.4.1-5.7 7.5L18 24l-3.4.1-4.1-5.6-4.1 5.6L3 24l5.7-7.5z" />
        <path
          transform={`translate(20 ${String(y)})`}
          d="M.5 4a3.2 3.2 0 0 1 6.4 0c0 2.4-6.4 4.5-6.4 7.5H7.5"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
        />
      </svg>
    );
  };

export const SuperscriptIcon = xWithTwoAt(2);
export const SubscriptIcon = xWithTwoAt(18);
