import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { useFileSize } from '#src/ui/use-file-size.ts';
import classes from './console.module.css';
import { Problem } from './field-marks.tsx';

interface FileBodyProps {
  readonly file: File | undefined;
  readonly types: readonly string[];
  readonly isMissing: boolean;
  readonly onChange: (file: File | undefined) => void;
}

/** A body that is a file. */
export function FileBody({ file, types, isMissing, onChange }: FileBodyProps) {
  const t = useTranslations('console.form');
  const size = useFileSize();
  const id = useId();
  return (
    <div className={classes.field}>
      <label htmlFor={id}>{t('file')}</label>
      <input
        id={id}
        type="file"
        accept={types.join(',')}
        aria-invalid={isMissing}
        aria-describedby={`${id}-problem`}
        onChange={(event) => onChange(event.currentTarget.files?.[0])}
      />
      {file && (
        <span className="ui-note" dir="auto">
          {t('chosen', { name: file.name, size: size(file.size) })}
        </span>
      )}
      {isMissing && <Problem id={id} text={t('problems.missing')} />}
    </div>
  );
}
