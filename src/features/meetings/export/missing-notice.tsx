import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';
import classes from './export-dialog.module.css';

/** How many characters are shown: enough to see which script it is. */
const shown = 12;

/** On small screens it would be below the edge. */
const reveal = (place: HTMLElement | null) => place?.scrollIntoView({ block: 'nearest' });

interface MissingNoticeProps {
  readonly characters: readonly string[];
  /** Makes a Word document, which takes fonts from the reader's device. */
  readonly onWord: () => void;
  /** Makes the PDF although it lacks them. */
  readonly onAnyway: () => void;
}

/** Says, before anything is saved, that a PDF would lack characters, and which formats have them. */
export function MissingNotice({ characters, onWord, onAnyway }: MissingNoticeProps) {
  const t = useTranslations('export.missing');
  return (
    <div ref={reveal}>
      <Notice kind="warning">
        <p role="alert">
          <span>{`${t('text', { count: characters.length })} `}</span>
          <span className="ui-strong" dir="auto">
            {[...characters.slice(0, shown), ...(characters.length > shown ? ['…'] : [])].join(' ')}
          </span>
        </p>
        <p>{t('instead')}</p>
        <div className={`ui-row ui-tight ${classes.ways}`}>
          <Button size="xs" onClick={onWord}>
            {t('word')}
          </Button>
          <Button size="xs" variant="default" onClick={onAnyway}>
            {t('anyway')}
          </Button>
        </div>
      </Notice>
    </div>
  );
}
