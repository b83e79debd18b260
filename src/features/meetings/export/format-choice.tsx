import { useId } from 'react';
import { useTranslations } from 'use-intl';
import classes from './export-dialog.module.css';

interface FormatChoiceProps<Format extends string> {
  readonly formats: readonly Format[];
  /** What a format is called, and what it is good for. */
  readonly texts: (format: Format) => { readonly name: string; readonly hint: string };
  readonly chosen: Format;
  readonly disabled: boolean;
  readonly onChoose: (format: Format) => void;
}

/** One of several formats of a file. */
export function FormatChoice<Format extends string>(props: FormatChoiceProps<Format>) {
  const { formats, texts, chosen, disabled, onChoose } = props;
  const t = useTranslations('export');
  const group = useId();
  return (
    <fieldset className={classes.formats} disabled={disabled}>
      <legend>{t('format')}</legend>
      {formats.map((format) => {
        const { name, hint } = texts(format);
        return (
          <label key={format} className="ui-option">
            <input
              type="radio"
              name={group}
              value={format}
              checked={format === chosen}
              onChange={() => onChoose(format)}
            />
            <span dir="auto">{name}</span>
            <span className="ui-note" dir="auto">
              {hint}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
