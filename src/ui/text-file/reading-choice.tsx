import { Button } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { samplesOf, type TextFile } from '#src/lib/text-file/read-text-file.ts';
import panel from '../panel.module.css';
import classes from './reading-choice.module.css';
import type { TextFileState } from './use-text-file.ts';

interface ReadingChoiceProps {
  readonly file: TextFile;
  readonly onChoose: TextFileState['choose'];
  readonly onCancel: () => void;
}

/** Lines of each are enough to see which is right. */
const samples = 3;

/** The encodings of a file one below the other, with lines that differ: a person sees which is right. */
export function ReadingChoice({ file, onChoose, onCancel }: ReadingChoiceProps) {
  const t = useTranslations('files');
  const name = useId();
  const [chosen, setChosen] = useState(file.encoding);
  return (
    <form
      className={`${panel.panel} ui-narrow`}
      onSubmit={(event) => {
        event.preventDefault();
        onChoose(chosen);
      }}
    >
      <fieldset className={classes.readings}>
        <legend>{t('choice.title', { name: file.name })}</legend>
        <p>{t('choice.lead')}</p>
        {[file.encoding, ...file.others].map((encoding) => (
          <label key={encoding} className={`ui-option ${classes.reading}`}>
            <input
              type="radio"
              name={name}
              checked={encoding === chosen}
              onChange={() => setChosen(encoding)}
            />
            <strong>{t(`encodings.${encoding}`)}</strong>
            <span className={`ui-breaks ${classes.samples}`}>
              {samplesOf({ ...file, encoding }, samples).map((sample, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file never change places.
                <span key={at} dir="auto">
                  {sample}
                </span>
              ))}
            </span>
          </label>
        ))}
      </fieldset>
      <div className="ui-row">
        <Button type="submit">{t('choice.use')}</Button>
        <Button variant="default" onClick={onCancel}>
          {t('choice.cancel')}
        </Button>
      </div>
    </form>
  );
}
