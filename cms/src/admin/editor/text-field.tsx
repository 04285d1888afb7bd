/** A labelled line of text, as all forms of the editor have them. */
import { Field, TextInput } from '@strapi/design-system';
import { type ReactNode, useEffect, useState } from 'react';

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** What is wrong with it. */
  error?: string | undefined;
  /** Whether what is typed may be the value; what may not stays in the field alone. */
  accepts?: (text: string) => boolean;
  hint?: string | undefined;
  required?: boolean;
  disabled?: boolean;
  placeholder?: string;
  /** Characters that it holds; lines of an article hold 300, `packages/article` has the rule. */
  longest?: number;
}

export function TextField(props: TextFieldProps): ReactNode {
  const { label, value, onChange, error, accepts, hint, required = false, ...more } = props;
  const { longest = 300, ...rest } = more;
  // The document gives a value back later than React wants it, and the cursor would jump.
  const [text, setText] = useState(value);
  useEffect(() => {
    setText(value);
  }, [value]);
  return (
    <Field.Root width="100%" error={error ?? false} hint={hint} required={required}>
      <Field.Label>{label}</Field.Label>
      <TextInput
        {...rest}
        value={text}
        maxLength={longest}
        onChange={(event: { target: { value: string } }) => {
          setText(event.target.value);
          if (accepts?.(event.target.value) !== false) onChange(event.target.value);
        }}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
}
