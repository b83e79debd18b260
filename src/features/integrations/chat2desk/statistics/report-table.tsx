import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import type { Report, ReportRow } from '#src/api/chat2desk/administration/statistics.ts';
import { paths } from '#src/paths.ts';
import { pageOf, usualPageSize } from '#src/ui/list/page-of.ts';
import { Pager } from '#src/ui/list/pager.tsx';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { kindOf, type ShownField, shownFields } from './columns.ts';
import { useReportTexts } from './use-report-texts.ts';

interface ReportTableProps {
  readonly report: Report;
  /** Undefined while they are on their way. */
  readonly rows: readonly ReportRow[] | undefined;
  readonly wanted: number;
  readonly onGo: (page: number) => void;
}

interface PlacedRow {
  readonly at: number;
  readonly row: ReportRow;
}

/** The rows of a report, with the fields that say most; the file has all. */
export function ReportTable({ report, rows, wanted, onGo }: ReportTableProps) {
  const t = useTranslations('statistics');
  const { cell } = useReportTexts();
  const page = rows && pageOf(rows, wanted, usualPageSize);
  const first = page?.paging.from ?? 1;
  const shown: readonly ShownField[] = shownFields[report];
  const columns = shown.map((field): Column<PlacedRow, ShownField> => {
    const kind = kindOf(field);
    return {
      id: field,
      title: t(`fields.${field}`),
      ...(kind === 'number' || kind === 'seconds' ? { numeric: true } : {}),
      cell: ({ row }) => {
        const text = cell(row, field);
        const id = Number(text);
        return kind === 'conversation' && Number.isSafeInteger(id) && id > 0 ? (
          <Link to={paths.conversation(dialogId(id))} dir="auto">
            {text}
          </Link>
        ) : (
          text
        );
      },
    };
  });
  return (
    <>
      <Table
        label={t(`reports.${report}`)}
        columns={columns}
        rows={page?.shown.map((row, at) => ({ at: first + at, row }))}
        // Rows of reports have no ids of their own.
        keyOf={({ at }) => at}
        minWidth={6.5 * columns.length}
      />
      <Pager label={t('pages')} paging={page?.paging} onGo={onGo} />
    </>
  );
}
