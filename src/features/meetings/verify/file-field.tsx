import { IconFileSearch } from '@tabler/icons-react';
import { type DragEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from './verify-page.module.css';

interface FileFieldProps {
  readonly busy: boolean;
  readonly onFile: (file: File) => void;
}

/** Accepts a chosen or dropped file. The file stays on this device. */
export function FileField({ busy, onFile }: FileFieldProps) {
  const t = useTranslations('verify.file');
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !busy) onFile(file);
  };
  return (
    <label
      htmlFor={id}
      className={`ui-parts ${classes.drop}`}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileSearch size={28} aria-hidden />
      <strong>{t('label')}</strong>
      <span className="ui-hint">{t('hint')}</span>
      <input
        id={id}
        type="file"
        accept=".json,.pdf,.docx"
        disabled={busy}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) onFile(file);
          // So that the same file can be chosen again after it changed.
          currentTarget.value = '';
        }}
      />
    </label>
  );
}
