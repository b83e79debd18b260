import { useTranslations } from 'use-intl';
import classes from './console.module.css';

interface FieldNameProps {
  readonly name: string;
  readonly required: boolean;
}

/** What the API calls a field, and whether it is required. */
export function FieldName({ name, required }: FieldNameProps) {
  const t = useTranslations('console.form');
  return (
    <>
      <code className="ui-strong" dir="ltr">
        {name}
      </code>
      {required && <span className="ui-note">{t('required')}</span>}
    </>
  );
}

export const Problem = ({ id, text }: { readonly id: string; readonly text: string }) => (
  <span id={`${id}-problem`} className="ui-problem" dir="auto">
    {text}
  </span>
);

interface SmallProps {
  /** For people who cannot see what it is next to. */
  readonly label: string;
  readonly text: string;
  readonly onClick: () => void;
}

/** A button of a form, as plain as its fields. */
export function Small({ label, text, onClick }: SmallProps) {
  return (
    <button
      type="button"
      className={`ui-accent ui-small ui-strong ${classes.small}`}
      aria-label={label}
      dir="auto"
      onClick={onClick}
    >
      {text}
    </button>
  );
}
