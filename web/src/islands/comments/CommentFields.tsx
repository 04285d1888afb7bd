import { answers, type Field, fields, limits, moderation, trap } from '@meridian/comments';
import type { Draft } from './kept.ts';

interface Props {
  draft: Draft;
  problems: Partial<Record<Field, string>>;
  emailRequired: boolean;
  /** Whether its writer can be told of answers. */
  hasMail: boolean;
  onChange: (changed: Partial<Draft>) => void;
}

export function CommentFields({ draft, problems, emailRequired, hasMail, onChange }: Props) {
  const field = (name: Field, isRequired: boolean) => {
    const { label, hint, maxLength, autocomplete } = fields[name];
    const id = `comment_${name}`;
    const problem = problems[name];
    const shared = {
      id,
      name,
      value: draft[name],
      required: isRequired,
      maxLength,
      'aria-invalid': problem !== undefined,
      'aria-describedby': problem === undefined ? `${id}_hint` : `${id}_hint ${id}_problem`,
      onChange: ({ target }: { target: { value: string } }) => {
        onChange({ [name]: target.value });
      },
    };
    return (
      <p>
        <label htmlFor={id}>
          {label}
          {!isRequired && ' (optional)'}
        </label>
        <span className="hint" id={`${id}_hint`}>
          {hint}
          {name === 'body' && <Length of={draft.body} />}
        </span>
        {problem !== undefined && (
          <span className="problem" id={`${id}_problem`}>
            {problem}
          </span>
        )}
        {name === 'body' ? (
          <textarea {...shared} rows={8} dir="auto" />
        ) : (
          <input
            {...shared}
            type={name === 'email' ? 'email' : 'text'}
            autoComplete={autocomplete}
          />
        )}
      </p>
    );
  };
  return (
    <>
      {field('name', true)}
      {field('email', emailRequired)}
      {hasMail && draft.email !== '' && (
        <p className="choice">
          <label>
            <input
              type="checkbox"
              checked={draft.answers}
              onChange={({ target }) => {
                onChange({ answers: target.checked });
              }}
            />{' '}
            {answers}
          </label>
        </p>
      )}
      {field('body', true)}
      <p hidden>
        <label>
          {trap.label}
          <input name={trap.name} tabIndex={-1} autoComplete="off" />
        </label>
      </p>
      <p className="hint">{moderation}</p>
    </>
  );
}

const Length = ({ of }: { of: string }) => (
  <>
    {' '}
    {of.length.toLocaleString('en')} of {limits.body.toLocaleString('en')} characters.
  </>
);
