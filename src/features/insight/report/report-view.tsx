import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { CsvDownload } from '#src/services/csv/csv-download.tsx';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { type Known, useAmountText } from '#src/services/search-index/known.ts';
import type { Elements } from '#src/ui/elements.ts';
import { Facts } from '#src/ui/facts.tsx';
import { pageOf, usualPageSize } from '#src/ui/list/page-of.ts';
import { Pager } from '#src/ui/list/pager.tsx';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { Panel } from '#src/ui/panel.tsx';
import { Coverage } from '../shared/coverage.tsx';
import { useFigureText } from '../shared/use-figure-text.ts';
import { InsightFilters } from './insight-filters.tsx';
import type { ReportProps } from './insight-search.ts';
import type { Figure, FigureId } from './reports.ts';

/** A group of a report. */
export interface ReportRow {
  readonly key: string;
  readonly label: string;
  readonly href?: string | undefined;
  readonly figures: readonly Figure[];
}

interface ReportViewProps extends ReportProps {
  readonly query: Parameters<typeof ListResults>[0]['query'];
  readonly known: Known;
  readonly unread?: number;
  /** Undefined while they are counted. */
  readonly rows: readonly ReportRow[] | undefined;
  readonly total: readonly Figure[];
  readonly empty: Elements;
  readonly chart: Elements;
}

/** A report: its figures, its chart, and the same and more as a table and as a file. */
export function ReportView(props: ReportViewProps) {
  const { search, onGo, query, known, unread, rows, total, empty, chart } = props;
  const t = useTranslations('insight');
  const amountText = useAmountText();
  const text = useFigureText();
  const page = rows && pageOf(rows, search.page, usualPageSize);
  const ids = rows?.[0]?.figures ?? total;
  const figureOf = (row: ReportRow, id: FigureId) => row.figures.find((figure) => figure.id === id);
  const title = (id: FigureId) => t(`figures.${id}`);
  // None is only known to be none when all meetings are known.
  const shown = ({ kind, value }: Figure) =>
    known !== 'all' && value === 0 ? undefined : text.shown(kind, value);
  const columns: readonly Column<ReportRow>[] = [
    {
      id: 'group',
      title: t(`by.${search.by}`),
      cell: ({ label, href }) =>
        href === undefined ? (
          label
        ) : (
          <Link to={href} dir="auto">
            {label}
          </Link>
        ),
    },
    ...ids.map(({ id }) => ({
      id,
      title: title(id),
      numeric: true,
      cell: (row: ReportRow) => {
        const figure = figureOf(row, id);
        return figure && shown(figure);
      },
    })),
  ];
  const download = (
    <CsvDownload<ReportRow>
      name={`${t('file', { report: search.report })}${known === 'all' ? '' : t('fileSoFar')}`}
      read={async (most) => ({ entries: (rows ?? []).slice(0, most), more: (rows ?? []).length > most })}
      columns={[
        { title: t(`by.${search.by}`), cell: ({ label }) => label },
        ...ids.map(({ id, kind }) => ({
          title: kind === 'delay' || kind === 'hours' ? t('inHours', { figure: title(id) }) : title(id),
          cell: (row: ReportRow) => text.inFile(kind, figureOf(row, id)?.value),
        })),
      ]}
      empty={!rows?.length}
    />
  );
  return (
    <>
      <InsightFilters search={search} onGo={onGo} end={download} />
      <ListResults query={query} count={rows?.length} texts={{ failed: t('failed') }} empty={empty}>
        <Panel title={t(`reports.${search.report}`)} lead={t(`leads.${search.report}`)}>
          <Facts
            of={total.map((figure) => {
              const said = text.shown(figure.kind, figure.value);
              return (
                said !== undefined && [title(figure.id), amountText(known, Number(figure.value) || 1, said)]
              );
            })}
          />
          {chart}
          <Coverage known={known} unread={unread ?? 0} />
        </Panel>
        <Table
          label={t('table', { report: t(`reports.${search.report}`) })}
          columns={columns}
          rows={page?.shown}
          keyOf={({ key }) => key}
          minWidth={12 + 6.5 * ids.length}
        />
        <Pager label={t('pages')} paging={page?.paging} onGo={(to) => onGo({ page: to })} />
      </ListResults>
    </>
  );
}
