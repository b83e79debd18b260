import { useTranslations } from 'use-intl';
import type { Report, ReportPeriod, ReportRow } from '#src/api/chat2desk/administration/statistics.ts';
import { CsvDownload } from '#src/services/csv/csv-download.tsx';
import { fieldsOf } from './columns.ts';

interface ReportDownloadProps {
  readonly report: Report;
  readonly period: ReportPeriod;
  readonly rows: readonly ReportRow[] | undefined;
}

/** Saves a report as CSV: every field, by the name that Chat2Desk's documentation gives it. */
export function ReportDownload({ report, period, rows = [] }: ReportDownloadProps) {
  const t = useTranslations('statistics');
  return (
    <CsvDownload<ReportRow>
      name={t('file', { report, from: period.from, until: period.until })}
      read={async (most) => ({ entries: rows.slice(0, most), more: rows.length > most })}
      columns={fieldsOf(rows).map((field) => ({ title: field, cell: (row) => row[field] ?? '' }))}
      empty={rows.length === 0}
    />
  );
}
