/** The field in Strapi's form: the editor, what it is called, and what is wrong with it. */
import { Field } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { forwardRef, type ReactNode, useMemo } from 'react';
import { ArticleEditor } from './editor';
import type { Around } from './surroundings';
import { blocksOf } from './value';

/** What Strapi gives to a custom field. */
interface InputProps {
  name: string;
  label: string;
  hint?: ReactNode;
  labelAction?: ReactNode;
  required?: boolean;
  disabled?: boolean;
  attribute: { options?: Partial<Around> };
}

export const ArticleInput = forwardRef<HTMLDivElement, InputProps>(function ArticleInput(
  { name, label, hint, labelAction, required = false, disabled = false, attribute },
  ref,
): ReactNode {
  const { value, initialValue, error, onChange } = useField(name);
  const { options } = attribute;
  // The editor is made for them; Strapi gives the same ones as long as the form is there.
  const around = useMemo<Around>(
    () => ({ extent: 'full', cites: false, hasClinic: false, ...options }),
    [options],
  );
  const isReadable = value === null || value === undefined || blocksOf(value) !== undefined;
  return (
    <Field.Root
      name={name}
      id={name}
      error={error ?? false}
      hint={hint}
      required={required}
      ref={ref}
    >
      <Field.Label
        action={labelAction}
        // A label leads by itself only to what HTML calls a control.
        onClick={() => document.getElementById(name)?.focus()}
      >
        {label}
      </Field.Label>
      {isReadable ? (
        <ArticleEditor
          name={name}
          label={label}
          around={around}
          value={value}
          saved={initialValue}
          hasError={error !== undefined}
          required={required}
          disabled={disabled}
          onChange={(changed) => {
            onChange(name, changed);
          }}
        />
      ) : (
        <pre>
          This text is in no form that the editor can read; it is kept as it is.{'\n'}
          {JSON.stringify(value, undefined, 2)}
        </pre>
      )}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
});
