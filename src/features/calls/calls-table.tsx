import { memo } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { CallMeeting, RecordedCall } from '#src/api/gateway/calls.ts';
import { formatClock, isoDuration } from '#src/lib/stopwatch.ts';
import { paths } from '#src/paths.ts';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { Moment } from '#src/ui/moment.tsx';

type ColumnId = 'caller' | 'said' | 'length' | 'meeting' | 'when';

interface CallsTableProps {
  /** Undefined while they are on their way. */
  readonly calls: readonly RecordedCall[] | undefined;
}

/** A page of calls, not drawn again while someone types. */
export const CallsTable = memo(function CallsTable({ calls }: CallsTableProps) {
  const t = useTranslations('calls');
  const title = (id: ColumnId) => ({ id, title: t(`columns.${id}`) });
  const columns: readonly Column<RecordedCall, ColumnId>[] = [
    { ...title('caller'), width: 15, cell: (one) => <Caller of={one} /> },
    {
      ...title('said'),
      from: 48,
      below: 'caller',
      cell: ({ snippet }) => (
        <span className="ui-hint" dir="auto">
          {snippet || t('noTranscription')}
        </span>
      ),
    },
    { ...title('length'), width: 6, numeric: true, cell: (one) => <Length of={one} /> },
    {
      ...title('meeting'),
      from: 62,
      below: 'caller',
      width: 10,
      cell: ({ meeting }) => meeting && <MadeMeeting of={meeting} />,
    },
    { ...title('when'), width: 9, cell: ({ at }) => <Moment at={at} relative /> },
  ];
  return <Table label={t('title')} columns={columns} rows={calls} keyOf={({ id }) => id} skeletons={10} />;
});

interface Of {
  readonly of: RecordedCall;
}

function Caller({ of: { id, person, phone } }: Of) {
  const t = useTranslations('calls');
  return (
    <div className="ui-row ui-tight">
      <Link to={paths.call(id)} dir="auto">
        {person ?? phone ?? t('unknownCaller')}
      </Link>
      {person !== undefined && phone !== undefined && <bdi className="ui-note">{phone}</bdi>}
    </div>
  );
}

function Length({ of: { seconds, running } }: Of) {
  const t = useTranslations('calls');
  if (running) return <span className="ui-accent">{t('running')}</span>;
  if (seconds === undefined) return <span aria-hidden>–</span>;
  return <time dateTime={isoDuration(seconds * 1000)}>{formatClock(seconds * 1000)}</time>;
}

function MadeMeeting({ of: { state, running, meeting } }: { readonly of: CallMeeting }) {
  const t = useTranslations('calls.made');
  if (state === 'begun') return <span className="ui-hint">{t(running ? 'inProgress' : 'stopped')}</span>;
  if (meeting === undefined) return <span className="ui-hint">{t('exists')}</span>;
  return <Link to={paths.meeting(meeting)}>{t('open')}</Link>;
}
