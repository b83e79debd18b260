import { useFormatter, useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';
import type { Preflight } from './use-preflight.ts';

interface UnreadNotesProps {
  readonly checked: Pick<Preflight, 'unread' | 'systems' | 'retry'>;
}

/** What could not be read, and so is not known. */
export function UnreadNotes({ checked: { unread, systems, retry } }: UnreadNotesProps) {
  const t = useTranslations('preflight.unread');
  const errors = useTranslations('errors');
  const format = useFormatter();
  if (unread.length === 0) return null;
  return (
    <Notice kind="info" action={{ label: errors('retry'), onClick: retry }}>
      {unread.map((source) => (
        <p key={source} dir="auto">
          {source === 'relations' && systems.length > 0
            ? t('silent', { system: format.list(systems, { type: 'disjunction' }) })
            : t(source)}
        </p>
      ))}
    </Notice>
  );
}
