import { IconBellZ } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { paths } from '#src/paths.ts';
import { CsvDownload } from '#src/services/csv/csv-download.tsx';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { useAmountText } from '#src/services/search-index/known.ts';
import { useIndexQuery } from '#src/services/search-index/use-index.ts';
import { useValueNames } from '#src/services/search-index/use-value-names.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { pageOf, usualPageSize } from '#src/ui/list/page-of.ts';
import { Pager } from '#src/ui/list/pager.tsx';
import { Table } from '#src/ui/list/table.tsx';
import { useMinute } from '#src/ui/minute-clock.ts';
import { Moment } from '#src/ui/moment.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { Coverage } from '../shared/coverage.tsx';
import { useFigureText } from '../shared/use-figure-text.ts';
import { InsightFilters } from './insight-filters.tsx';
import type { ReportProps } from './insight-search.ts';
import {
  byWeeks,
  type LastMessage,
  type QuietClient,
  quietClients,
  withoutMessage,
} from './quiet-clients.ts';
import { ReportChart } from './report-chart.tsx';
import { useLastMessages } from './use-last-messages.ts';

/** Dossiers without a meeting for some weeks and, as far as that is known, without a message. */
export function QuietReport({ search, onGo }: ReportProps) {
  const t = useTranslations('insight');
  const format = useFormatter();
  const text = useFigureText();
  const amountText = useAmountText();
  const names = useValueNames([]);
  const now = useMinute();
  const query = useIndexQuery(['dossiers'], (index) => index.dossiers(), indexStore.available);
  const { data, known } = query;
  const unmet = data && quietClients(data, search.weeks, now);
  const messages = useLastMessages(unmet ?? [], search.page);
  const hasMessages = messages.connected;
  const clients = unmet && withoutMessage(unmet, messages.of, search.weeks, now);
  const left = (unmet?.length ?? 0) - (clients?.length ?? 0);
  const page = clients && pageOf(clients, search.page, usualPageSize);
  const title = (id: 'lastMeeting' | 'weeks' | 'meetings' | 'open' | 'lastMessage') => t(`figures.${id}`);
  const download = (
    <CsvDownload<QuietClient>
      name={`${t('file', { report: 'quiet' })}${known === 'all' ? '' : t('fileSoFar')}`}
      read={async (most) => ({
        entries: (clients ?? []).slice(0, most),
        more: (clients ?? []).length > most,
      })}
      columns={[
        { title: t('by.dossier'), cell: ({ id }) => names.dossier(id) },
        { title: title('lastMeeting'), cell: ({ latest }) => text.inFile('instant', latest) },
        { title: title('weeks'), cell: ({ weeks }) => text.inFile('number', weeks) },
        {
          title: title('lastMessage'),
          cell: (client) => {
            const last = messages.of(client);
            return typeof last === 'number' ? text.inFile('instant', last) : t(`quiet.message.${last}`);
          },
        },
        { title: title('meetings'), cell: ({ meetings }) => text.inFile('number', meetings) },
        { title: title('open'), cell: ({ openTodos }) => text.inFile('number', openTodos) },
      ]}
      empty={!clients?.length}
    />
  );
  const spans = byWeeks(clients ?? [], search.weeks);
  const spanName = ({ from, until }: (typeof spans)[number]) =>
    until === undefined ? t('quiet.from', { from }) : t('quiet.between', { from, until });
  return (
    <>
      <InsightFilters search={search} onGo={onGo} end={download} />
      <ListResults
        query={query}
        count={clients?.length}
        texts={{ failed: t('failed') }}
        empty={
          <EmptyState
            icon={IconBellZ}
            text={t(known === 'all' ? (left > 0 ? 'quiet.allWrote' : 'quiet.none') : 'emptyYet')}
            action={<NextPage to={paths.meetings()} page="meetings" />}
          />
        }
      >
        <Panel title={t('reports.quiet')} lead={t('leads.quiet')}>
          {clients && (
            <p className="ui-strong" dir="auto">
              {amountText(known, clients.length, t('quiet.count', { count: clients.length }))}
            </p>
          )}
          {clients && (
            <ReportChart
              parts={[{ id: 'clients', tone: 'strong', read: (count: number) => count }]}
              groups={spans.map((span) => ({
                key: String(span.from),
                label: spanName(span),
                source: span.count,
              }))}
              named={false}
            />
          )}
          <Coverage known={known} />
          {messages.desk && <p className="ui-hint">{t('quiet.desk')}</p>}
          {messages.courier && <p className="ui-hint">{t('quiet.courier')}</p>}
          {hasMessages && <p className="ui-hint">{t('quiet.messages')}</p>}
          {messages.unconnected && <p className="ui-hint">{t('quiet.noMessages')}</p>}
          {hasMessages && unmet && (
            <p className="ui-hint" role="status">
              {t('quiet.looked', { looked: messages.looked, count: unmet.length, left })}
            </p>
          )}
        </Panel>
        <Table
          label={t('table', { report: t('reports.quiet') })}
          columns={[
            {
              id: 'dossier',
              title: t('by.dossier'),
              cell: ({ id }: QuietClient) => (
                <Link to={paths.dossier(id)} dir="auto">
                  {names.dossier(id)}
                </Link>
              ),
            },
            {
              id: 'latest',
              title: title('lastMeeting'),
              cell: ({ latest }) => <Moment at={new Date(latest)} relative />,
            },
            { id: 'weeks', title: title('weeks'), numeric: true, cell: ({ weeks }) => format.number(weeks) },
            ...(hasMessages
              ? [
                  {
                    id: 'message',
                    title: title('lastMessage'),
                    cell: (client: QuietClient) => (
                      <LastMessageCell client={client} last={messages.of(client)} />
                    ),
                  },
                ]
              : []),
            {
              id: 'meetings',
              title: title('meetings'),
              numeric: true,
              cell: ({ meetings }) => format.number(meetings),
            },
            {
              id: 'open',
              title: title('open'),
              numeric: true,
              cell: ({ openTodos }) => format.number(openTodos),
            },
          ]}
          rows={page?.shown}
          keyOf={({ id }) => id}
          minWidth={hasMessages ? 50 : 40}
        />
        <Pager label={t('pages')} paging={page?.paging} onGo={(to) => onGo({ page: to })} />
      </ListResults>
    </>
  );
}

interface LastMessageProps {
  readonly last: LastMessage;
  readonly client: QuietClient;
}

/** When someone last wrote to or for a client, or why that is not known. */
function LastMessageCell({ last, client: { latest } }: LastMessageProps) {
  const t = useTranslations('insight.quiet');
  if (typeof last !== 'number') return <span className="ui-dimmed">{t(`message.${last}`)}</span>;
  return (
    <>
      <Moment at={new Date(last)} relative />
      {last > latest && <span className="ui-note">{` · ${t('wrote')}`}</span>}
    </>
  );
}
