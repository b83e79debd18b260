import { useTranslations } from 'use-intl';
import type { User } from '#src/api/claritalk/users.ts';
import { type AuditFilter, readAudit } from '#src/api/gateway/audit.ts';
import { CsvDownload } from '#src/services/csv/csv-download.tsx';
import { useAuditTexts } from './use-audit-texts.ts';

interface AuditDownloadProps {
  readonly filter: AuditFilter;
  readonly users: readonly User[] | undefined;
  /** Nothing is shown: there is nothing to save. */
  readonly empty: boolean;
}

/** Saves what the filters show as CSV, including older entries that are not on screen. */
export function AuditDownload({ filter, users, empty }: AuditDownloadProps) {
  const t = useTranslations('people.audit');
  const texts = useAuditTexts(users);
  return (
    <CsvDownload
      name="claritalk-audit"
      read={(most, signal) => readAudit(filter, most, signal)}
      empty={empty}
      columns={[
        { title: t('columns.at'), cell: ({ at }) => at?.toISOString() ?? '' },
        {
          title: t('columns.actor'),
          cell: (entry) => (entry.actor ? `${entry.actor.name} <${entry.actor.email}>` : texts.actor(entry)),
        },
        { title: t('columns.action'), cell: texts.action },
        { title: t('columns.target'), cell: ({ target }) => target ?? '' },
        { title: t('columns.outcome'), cell: texts.outcome },
        { title: t('status'), cell: ({ status }) => String(status ?? '') },
        { title: t('reason'), cell: (entry) => texts.reason(entry) ?? '' },
        { title: t('change'), cell: texts.change },
        { title: t('ended'), cell: ({ endedAt }) => endedAt?.toISOString() ?? '' },
        { title: t('request'), cell: ({ requestId }) => requestId ?? '' },
      ]}
    />
  );
}
