import { useTranslations } from 'use-intl';
import classes from './live-notes.module.css';
import { MarkList } from './mark-list.tsx';
import type { Mark } from './model/journal.ts';

/** What was written down during a recording that is kept on this device; nothing when nothing was. */
export function KeptMarks({ marks }: { readonly marks: readonly Mark[] | undefined }) {
  const t = useTranslations('recorder.notes');
  if (!marks?.length) return null;
  return (
    <details className={classes.kept}>
      <summary>{t('kept', { count: marks.length })}</summary>
      <MarkList marks={marks} editable={false} />
    </details>
  );
}
