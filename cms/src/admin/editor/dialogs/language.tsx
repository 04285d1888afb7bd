/** The language of some words, for screen readers and for the site's typography. */
import { Button, Field, Flex, Modal, TextInput } from '@strapi/design-system';
import { type ReactNode, useState } from 'react';
import { noSubmit } from '../no-submit';

const usual = ['zh', 'ja', 'ko', 'es', 'ar', 'he', 'de', 'fr'];
const names = new Intl.DisplayNames(undefined, { type: 'language', fallback: 'none' });

/** A code as it is written, such as zh-Hant; nothing, when there is no such language. */
function codeIn(typed: string): string | undefined {
  try {
    const [code] = Intl.getCanonicalLocales(typed.trim());
    return code !== undefined && names.of(code) !== undefined ? code : undefined;
  } catch {
    // Not the form of a code.
    return undefined;
  }
}

interface LanguageDialogProps {
  language: string;
  /** Gives the code; an empty one takes the mark away. */
  onChoose: (language: string) => void;
}

export function LanguageDialog({ language, onChoose }: LanguageDialogProps): ReactNode {
  const [code, setCode] = useState(language);
  const found = codeIn(code);
  const name = found === undefined ? undefined : names.of(found);
  return (
    <Modal.Content>
      <Modal.Header>
        <Modal.Title>Language of the words</Modal.Title>
      </Modal.Header>
      <Modal.Body>
        <Field.Root
          width="100%"
          hint={
            name ??
            'A code such as zh or es, where the words are not in the language of the article.'
          }
          error={
            code.trim() === '' || name !== undefined ? false : 'There is no such language code.'
          }
        >
          <Field.Label>Code</Field.Label>
          <TextInput
            value={code}
            autoFocus
            onChange={(event: { target: { value: string } }) => {
              setCode(event.target.value);
            }}
            onKeyDown={(event) => {
              noSubmit(event);
              if (event.key === 'Enter' && found !== undefined) onChoose(found);
            }}
          />
          <Field.Hint />
          <Field.Error />
        </Field.Root>
        <Flex gap={2} wrap="wrap" paddingTop={3}>
          {usual.map((usualCode) => (
            <Button
              key={usualCode}
              size="S"
              variant="tertiary"
              onClick={() => {
                onChoose(usualCode);
              }}
            >
              {names.of(usualCode)}
            </Button>
          ))}
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Flex gap={2}>
          <Modal.Close>
            <Button variant="tertiary">Cancel</Button>
          </Modal.Close>
          {language !== '' && (
            <Button
              variant="danger-light"
              onClick={() => {
                onChoose('');
              }}
            >
              The article’s own language
            </Button>
          )}
        </Flex>
        <Button
          disabled={found === undefined}
          onClick={() => {
            if (found !== undefined) onChoose(found);
          }}
        >
          Set
        </Button>
      </Modal.Footer>
    </Modal.Content>
  );
}
