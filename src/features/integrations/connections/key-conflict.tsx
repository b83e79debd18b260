import { useTranslations } from 'use-intl';
import type { Connection } from '#src/api/gateway/connections.ts';
import { Moment } from '#src/ui/moment.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Sentence } from '#src/ui/sentence.tsx';

interface KeyConflictProps {
  /** The connection as someone else saved it. */
  readonly connection: Connection | undefined;
  /** Saves the person's own key all the same. */
  readonly onSave: () => void;
}

/** Says that someone else was first, and lets the person decide whose key to keep. */
export function KeyConflict({ connection, onSave }: KeyConflictProps) {
  const t = useTranslations('connections.key');
  return (
    <div role="alert">
      <Notice
        kind="warning"
        title={t('conflictTitle')}
        action={{ label: t('conflictSave'), onClick: onSave }}
      >
        {connection ? (
          <p>
            <Sentence>
              {t.rich('conflict', {
                person: connection.savedBy.name,
                end: connection.lastFour,
                when: () => <Moment at={connection.savedAt} relative />,
              })}
            </Sentence>
          </p>
        ) : (
          <p>{t('conflictGone')}</p>
        )}
        <p>{t('conflictKept')}</p>
      </Notice>
    </div>
  );
}
