import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { type SentEntry, sentContentOptions } from '#src/api/gateway/sent.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { Facts } from '#src/ui/facts.tsx';
import { JsonTree } from '#src/ui/json-tree.tsx';
import { LogTable, type LogTableProps } from '#src/ui/list/log-table.tsx';
import { belowTime } from '#src/ui/list/use-columns.ts';
import { Moment } from '#src/ui/moment.tsx';
import { MeetingName } from './meeting-name.tsx';
import { SentActions, SentHistory } from './sent-actions.tsx';
import { useSentTexts } from './use-sent-texts.ts';

interface SentTableProps {
  /** Undefined while they are on their way. */
  readonly entries: readonly SentEntry[] | undefined;
  readonly older: LogTableProps<SentEntry, string>['older'];
}

/** What was sent; each entry opens to its content. */
export function SentTable({ entries, older }: SentTableProps) {
  const t = useTranslations('sent');
  const texts = useSentTexts();
  return (
    <LogTable
      label={t('title')}
      columns={[
        { id: 'at', title: t('columns.at'), cell: ({ at }) => <Moment at={at} /> },
        {
          id: 'person',
          title: t('columns.person'),
          ...belowTime,
          cell: ({ person }) => person.name,
        },
        {
          id: 'what',
          title: t('columns.what'),
          ...belowTime,
          cell: (entry) => {
            const { text, lang } = texts.what(entry);
            const [meeting, ...others] = entry.meetings;
            return (
              <>
                <span lang={lang} dir="auto">
                  {text}
                </span>
                {meeting !== undefined && (
                  <span className="ui-meta">
                    <MeetingName meeting={meeting} />
                    {others.length > 0 && <span>{t('otherMeetings', { count: others.length })}</span>}
                  </span>
                )}
              </>
            );
          },
        },
        { id: 'system', title: t('columns.system'), ...belowTime, width: 8, cell: texts.system },
        { id: 'state', title: t('columns.state'), ...belowTime, width: 8, cell: texts.state },
      ]}
      rows={entries}
      keyOf={({ id }) => id}
      stateOf={({ state }) =>
        state === 'refused' || state === 'unknown' || state === 'not-sent' ? 'problem' : undefined
      }
      open={{ text: t('details'), label: (entry) => t('detailsOf', { what: texts.what(entry).text }) }}
      detail={(entry) => (
        <Detail entry={entry} system={texts.system(entry)} explained={texts.explained(entry)} />
      )}
      older={older}
    />
  );
}

interface DetailProps {
  readonly entry: SentEntry;
  readonly system: string;
  readonly explained: string;
}

function Detail({ entry, system, explained }: DetailProps) {
  const t = useTranslations('sent');
  const content = useQuery(sentContentOptions(entry));
  const { operation, state, status, endedAt } = entry;
  const path = content.data?.path;
  return (
    <div className="ui-stack">
      <p dir="auto">{explained}</p>
      <SentHistory entry={entry} system={system} />
      <SentActions entry={entry} content={content.data} system={system} />
      <Facts
        of={[
          [t('operation'), operation],
          path !== undefined && [t('request'), path],
          status !== undefined && [t('status'), status],
          [t('ended'), <Moment key="ended" at={endedAt} />],
        ]}
      />
      {content.isPending && <Skeleton height={120} radius="md" aria-hidden />}
      {content.isError && <ErrorState error={content.error} onRetry={() => void content.refetch()} />}
      {content.data && (
        <>
          <Content title={t('content')} value={content.data.body} missing={t('notKept')} />
          {state === 'done' && (
            <Content title={t('answer')} value={content.data.answer} missing={t('noAnswer')} />
          )}
        </>
      )}
    </div>
  );
}

interface ContentProps {
  readonly title: string;
  readonly value: unknown;
  /** Said where nothing is there. */
  readonly missing: string;
}

function Content({ title, value, missing }: ContentProps) {
  return (
    <section aria-label={title}>
      <p className="ui-strong" dir="auto">
        {title}
      </p>
      {value === undefined ? (
        <p className="ui-hint" dir="auto">
          {missing}
        </p>
      ) : (
        <JsonTree value={value} />
      )}
    </section>
  );
}
