/** For a commenter who wants to have what is kept of them, or wants it erased. */
import { Box, Button, Dialog, Field, Flex, TextInput, Typography } from '@strapi/design-system';
import { ConfirmDialog, useRBAC } from '@strapi/strapi/admin';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Erasure, KeptComment } from '../../comments/personal-data/personal-data';
import { useSend } from './api';
import { tabs } from './filters';
import { countOf } from './words';

const permission = [{ action: 'admin::comments.personal-data', subject: null }];

export function PersonalData(): ReactNode {
  const { allowedActions } = useRBAC(permission);
  if (Object.values(allowedActions).every((isAllowed) => !isAllowed)) return null;
  return (
    <Box tag="details">
      <summary>
        <Typography tag="span">A commenter’s data</Typography>
      </summary>
      <Form />
    </Box>
  );
}

interface Found {
  email: string;
  comments: KeptComment[];
}

function Form(): ReactNode {
  const send = useSend();
  const [email, setEmail] = useState('');
  const [found, setFound] = useState<Found>();
  const [report, setReport] = useState<string[]>([]);
  const [isBusy, setIsBusy] = useState(false);

  const ask = async <T,>(what: 'export' | 'erase', address: string) => {
    setIsBusy(true);
    const answer = await send<T>(`personal-data/${what}`, { email: address });
    setIsBusy(false);
    return answer;
  };
  const look = async (event: FormEvent) => {
    event.preventDefault();
    setReport([]);
    const address = email.trim();
    const comments = await ask<KeptComment[]>('export', address);
    if (comments) setFound({ email: address, comments });
  };
  const erase = async (address: string) => {
    const erasure = await ask<Erasure>('erase', address);
    if (!erasure) return;
    setFound(undefined);
    setReport(erasure.report);
  };

  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={3}
      padding={4}
      background="neutral0"
      hasRadius
    >
      <form onSubmit={(event) => void look(event)}>
        <Flex gap={2} alignItems="center" wrap="wrap">
          <Field.Root
            name="email"
            required
            hint="As it was given with the comments; capitals do not matter."
          >
            <Field.Label>E-mail address</Field.Label>
            <TextInput
              type="email"
              value={email}
              required
              onChange={({ target }: { target: { value: string } }) => {
                setEmail(target.value);
              }}
            />
            <Field.Hint />
          </Field.Root>
          <Button type="submit" variant="secondary" loading={isBusy}>
            Look up
          </Button>
        </Flex>
      </form>
      <div role="status">
        {found && <Kept found={found} onErase={() => erase(found.email)} />}
        {report.map((sentence) => (
          <Typography key={sentence} tag="p">
            {sentence}
          </Typography>
        ))}
      </div>
    </Flex>
  );
}

function Kept({
  found: { email, comments },
  onErase,
}: {
  found: Found;
  onErase: () => Promise<void>;
}): ReactNode {
  if (comments.length === 0)
    return <Typography>No comment with the address {email} is kept.</Typography>;
  const states = Object.entries(tabs)
    .map(([state, { label }]) => ({
      label: label.toLowerCase(),
      count: comments.filter((comment) => comment.state === state).length,
    }))
    .filter(({ count }) => count > 0);
  return (
    <Flex direction="column" alignItems="start" gap={2}>
      <Typography>
        {countOf(comments.length)} of {email}:{' '}
        {states.map(({ label, count }) => `${String(count)} ${label}`).join(', ')}.
      </Typography>
      <Flex gap={2} wrap="wrap">
        <Button
          variant="secondary"
          onClick={() => {
            download(`comments of ${email}.json`, comments);
          }}
        >
          Download all that is kept
        </Button>
        <Dialog.Root>
          <Dialog.Trigger>
            <Button variant="danger-light">Erase all of it …</Button>
          </Dialog.Trigger>
          <ConfirmDialog variant="danger" onConfirm={onErase}>
            {countOf(comments.length)} of {email} will be erased, from the pages too. This cannot be
            undone.
          </ConfirmDialog>
        </Dialog.Root>
      </Flex>
    </Flex>
  );
}

function download(name: string, content: unknown): void {
  const file = new Blob([JSON.stringify(content, undefined, 2)], { type: 'application/json' });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
