/** Where a link leads, in words: the title of an entry, or an address. */
import type { LinkTarget } from '@meridian/article';
import type { ReactNode } from 'react';
import { useLinkedEntry } from './linked-entries';

export function LinkName({ target }: { target: LinkTarget }): ReactNode {
  if (target.kind === 'url') return <span className="link-name">{target.url}</span>;
  return <EntryName kind={target.kind} documentId={target.documentId} />;
}

function EntryName(target: Exclude<LinkTarget, { kind: 'url' }>): ReactNode {
  const { entry, problem } = useLinkedEntry(target);
  if (problem !== undefined) return <span className="problem">{problem}</span>;
  if (!entry) return <span>Looking up the entry …</span>;
  return (
    <span className="link-name">
      {entry.title} <small>({target.kind})</small>
      {!entry.isPublic && (
        <span className="problem">
          {' '}
          It is not published: the site shows its name without a link.
        </span>
      )}
    </span>
  );
}
