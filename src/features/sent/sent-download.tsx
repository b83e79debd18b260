import { useTranslations } from 'use-intl';
import { readSent, type SentFilter } from '#src/api/gateway/sent.ts';
import { CsvDownload } from '#src/services/csv/csv-download.tsx';
import { useSentTexts } from './use-sent-texts.ts';

interface SentDownloadProps {
  readonly filter: SentFilter;
  /** Nothing is shown: there is nothing to save. */
  readonly empty: boolean;
}

/** Saves what the filters show as CSV, including older entries that are not on screen. */
export function SentDownload({ filter, empty }: SentDownloadProps) {
  const t = useTranslations('sent');
  const texts = useSentTexts();
  return (
    <CsvDownload
      name="claritalk-sent"
      read={(most, signal) => readSent(filter, most, signal)}
      empty={empty}
      columns={[
        { title: t('columns.at'), cell: ({ at }) => at?.toISOString() ?? '' },
        { title: t('columns.person'), cell: ({ person }) => person.name },
        { title: t('columns.what'), cell: (entry) => texts.what(entry).text },
        { title: t('columns.system'), cell: texts.system },
        { title: t('columns.state'), cell: texts.state },
        { title: t('operation'), cell: ({ operation }) => operation },
        { title: t('status'), cell: ({ status }) => String(status ?? '') },
        { title: t('ended'), cell: ({ endedAt }) => endedAt?.toISOString() ?? '' },
      ]}
    />
  );
}
