import { IconListCheck } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { dayOf } from '#src/lib/time/day-of.ts';
import { paths } from '#src/paths.ts';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { useIndexQuery } from '#src/services/search-index/use-index.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { useMinute } from '#src/ui/minute-clock.ts';
import { writeQuery } from '../shared/address.ts';
import type { ReportProps } from './insight-search.ts';
import { ReportChart } from './report-chart.tsx';
import { ReportView } from './report-view.tsx';
import { todoFiguresOf, todoParts, totalTodos } from './reports.ts';
import { useGroupLabels } from './use-group-labels.ts';

/** Open and overdue to-dos of all meetings, by person or dossier. */
export function TodoReport(props: ReportProps) {
  const t = useTranslations('insight');
  const by = props.search.by === 'dossier' ? 'dossier' : 'person';
  const request = { by, today: dayOf(new Date(useMinute())) } as const;
  const query = useIndexQuery(
    ['todo-counts', request],
    (index) => index.todoCounts(request),
    indexStore.available,
  );
  const { data, known } = query;
  const groups = useGroupLabels(by, []);
  return (
    <ReportView
      {...props}
      {...{ query, known }}
      rows={data?.map((count) => ({
        key: count.key,
        label: groups.label(count.key),
        href:
          by === 'dossier' && count.key === ''
            ? undefined
            : paths.actionItems(writeQuery({ [by]: count.key })),
        figures: todoFiguresOf(count),
      }))}
      total={data ? todoFiguresOf(totalTodos(data)) : []}
      empty={
        <EmptyState
          icon={IconListCheck}
          text={t(known === 'all' ? 'emptyTodos' : 'emptyYet')}
          action={<NextPage to={paths.meetings()} page="meetings" />}
        />
      }
      chart={
        data && (
          <ReportChart
            parts={todoParts}
            groups={data.map((count) => ({ key: count.key, label: groups.label(count.key), source: count }))}
            named
          />
        )
      }
    />
  );
}
