/** A button at the end of an article: book, call, visit, or a link. */
import type { LinkTarget } from '@meridian/article';
import { Button, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { Node } from '@tiptap/core';
import { type ReactNodeViewProps, ReactNodeViewRenderer } from '@tiptap/react';
import type { ReactNode } from 'react';
import { useClinicOfEntry } from '../clinic';
import { LinkName } from '../link-name';
import { useSurroundings } from '../surroundings';
import { TextField } from '../text-field';
import { BlockForm } from './block-form';

/** What a button does, and the words that it begins with. */
export const actions = {
  book: { name: 'Book an appointment', label: 'Book an appointment' },
  call: { name: 'Call the clinic', label: 'Call us' },
  visit: { name: 'Visit the clinic', label: 'How to find us' },
  link: { name: 'Open a link', label: '' },
} as const;
type Action = keyof typeof actions;

interface CallToActionAttributes {
  action: Action;
  label: string;
  target: LinkTarget | null;
}

export const CallToAction = Node.create({
  name: 'callToAction',
  atom: true,
  draggable: true,
  renderHTML: () => ['div', { class: 'call-to-action' }],
  addNodeView: () => ReactNodeViewRenderer(CallToActionView),
});

function CallToActionView(props: ReactNodeViewProps): ReactNode {
  const { node, updateAttributes } = props;
  const { action, label, target } = node.attrs as CallToActionAttributes;
  const change = (changed: Action) => {
    const isPreset = Object.values(actions).some((preset) => preset.label === label);
    updateAttributes({
      action: changed,
      // Words that somebody wrote stay.
      ...(isPreset ? { label: actions[changed].label } : {}),
      target: changed === 'link' ? target : null,
    });
  };
  return (
    <BlockForm name="Button" {...props}>
      <Flex gap={4} alignItems="flex-start">
        <Field.Root>
          <Field.Label>What it does</Field.Label>
          <SingleSelect
            value={action}
            onChange={(value: string | number) => {
              change(value as Action);
            }}
          >
            {Object.entries(actions).map(([value, { name }]) => (
              <SingleSelectOption key={value} value={value}>
                {name}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
        <TextField
          label="Label"
          value={label}
          error={label.trim() === '' ? 'The button needs a label.' : undefined}
          onChange={(value) => {
            updateAttributes({ label: value });
          }}
        />
      </Flex>
      <Flex>
        {action === 'link' ? (
          <LinkOfButton
            target={target}
            onChoose={(chosen) => {
              updateAttributes({ target: chosen });
            }}
          />
        ) : (
          <TargetFromClinic action={action} />
        )}
      </Flex>
    </BlockForm>
  );
}

interface LinkOfButtonProps {
  target: LinkTarget | null;
  onChoose: (target: LinkTarget) => void;
}

function LinkOfButton({ target, onChoose }: LinkOfButtonProps): ReactNode {
  const { open } = useSurroundings();
  return (
    <Flex gap={2}>
      {target ? (
        <LinkName target={target} />
      ) : (
        <span className="problem">Choose where the button leads.</span>
      )}
      <Button
        size="S"
        variant="tertiary"
        onClick={() => {
          open({ kind: 'link', target: target ?? undefined, onChoose });
        }}
      >
        {target ? 'Change' : 'Choose'}
      </Button>
    </Flex>
  );
}

const sources = {
  book: { field: 'bookingUrl', lacks: 'has no booking page' },
  call: { field: 'phone', lacks: 'has no telephone number' },
  visit: { field: 'name', lacks: 'has no page' },
} as const;

/** Typed once, in the clinic's record; here it is only shown. */
function TargetFromClinic({ action }: { action: keyof typeof sources }): ReactNode {
  const { around } = useSurroundings();
  const { clinic, problem } = useClinicOfEntry(around.hasClinic);
  const { field, lacks } = sources[action];
  if (problem !== undefined) return <span className="problem">{problem}</span>;
  if (!clinic) return <span>Looking up the clinic …</span>;
  const value = clinic[field];
  if (value === null || value === '')
    return (
      <span className="problem">
        {clinic.name} {lacks}: add it to the clinic.
      </span>
    );
  return (
    <span>
      Leads to {action === 'visit' ? `the page of ${value}` : `${value} (${clinic.name})`}.
    </span>
  );
}
