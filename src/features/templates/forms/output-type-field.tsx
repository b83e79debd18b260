import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { type OutputType, outputTypes } from '#src/api/claritalk/questions.ts';
import { AnswerExample } from '../shared/answer-example.tsx';
import classes from '../shared/questions.module.css';

interface OutputTypeFieldProps {
  readonly value: OutputType;
  readonly onChange: (value: OutputType) => void;
}

/** How long an answer may be, each choice with an example. */
export function OutputTypeField({ value, onChange }: OutputTypeFieldProps) {
  const t = useTranslations('templates.output');
  const name = useId();
  return (
    <fieldset className={classes.outputs}>
      <legend>{t('label')}</legend>
      {outputTypes.map((outputType) => (
        <label key={outputType} className="ui-option">
          <input
            type="radio"
            name={name}
            value={outputType}
            checked={outputType === value}
            onChange={() => onChange(outputType)}
          />
          <span>
            <span className="ui-small ui-strong">{t(`${outputType}.name`)}</span>
            <span className="ui-note">{t(`${outputType}.why`)}</span>
            <AnswerExample outputType={outputType} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
