import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import type { TextFile } from '#src/lib/text-file/read-text-file.ts';
import classes from './reading-note.module.css';

interface ReadingNoteProps {
  readonly file: TextFile;
  readonly onChange: () => void;
}

/** The encoding of a file, and a way to change it when letters look wrong. Nothing when the file itself states it. */
export function ReadingNote({ file, onChange }: ReadingNoteProps) {
  const t = useTranslations('files');
  if (file.others.length === 0) return null;
  return (
    <p className={`ui-row ui-hint ui-breaks ${classes.note}`}>
      <span>{t('note', { name: file.name, encoding: t(`encodings.${file.encoding}`) })}</span>
      <Button variant="subtle" size="compact-sm" onClick={onChange}>
        {t('change')}
      </Button>
    </p>
  );
}
