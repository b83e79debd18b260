import { memo } from 'react';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { ConversationRow } from '#src/api/gateway/conversations.ts';
import { paths } from '#src/paths.ts';
import { timeWaited } from '#src/services/conversations/time-waited.ts';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { useMinute } from '#src/ui/minute-clock.ts';
import { Moment } from '#src/ui/moment.tsx';

type ColumnId = 'client' | 'last' | 'channel' | 'operator' | 'when';

interface InboxTableProps {
  /** Undefined while they are on their way. */
  readonly conversations: readonly ConversationRow[] | undefined;
}

/** A page of conversations, not drawn again while someone types. */
export const InboxTable = memo(function InboxTable({ conversations }: InboxTableProps) {
  const t = useTranslations('conversations');
  const title = (id: ColumnId) => ({ id, title: t(`columns.${id}`) });
  const columns: readonly Column<ConversationRow, ColumnId>[] = [
    { ...title('client'), cell: (one) => <Client of={one} /> },
    { ...title('last'), from: 48, below: 'client', cell: (one) => <LastMessage of={one} /> },
    { ...title('channel'), from: 75, width: 8, cell: ({ channel }) => channel?.name },
    {
      ...title('operator'),
      from: 62,
      width: 10,
      cell: ({ operator }) => operator?.name ?? <span className="ui-dimmed">{t('nobody')}</span>,
    },
    { ...title('when'), width: 11, cell: (one) => <When of={one} /> },
  ];
  return (
    <Table
      label={t('title')}
      columns={columns}
      rows={conversations}
      keyOf={({ id }) => id}
      skeletons={10}
      stateOf={({ open }) => (open ? undefined : 'quiet')}
    />
  );
});

interface Of {
  readonly of: ConversationRow;
}

function Client({ of: { id, client, unread } }: Of) {
  const t = useTranslations('conversations');
  return (
    <div className="ui-row ui-tight">
      <Link to={paths.conversation(id)} className={unread ? 'ui-strong' : undefined} dir="auto">
        {client.name}
      </Link>
      {unread && <span className="ui-accent ui-note">{t('unread')}</span>}
    </div>
  );
}

function LastMessage({ of: { last } }: Of) {
  const t = useTranslations('conversations');
  if (!last) return <span className="ui-dimmed">{t('nothing')}</span>;
  const isOurs = last.type !== 'from_client';
  return (
    <span className="ui-hint ui-clamp">
      {isOurs && <span>{`${t(last.type === 'comment' ? 'snippet.comment' : 'snippet.ours')} `}</span>}
      <span dir="auto">{last.text || t('snippet.file')}</span>
    </span>
  );
}

function When({ of: { waiting, waitingSince, last } }: Of) {
  const t = useTranslations('conversations');
  const format = useFormatter();
  const now = useMinute();
  if (!waiting || !waitingSince) return <Moment at={last?.at} relative />;
  const { amount, unit } = timeWaited(now - waitingSince.getTime());
  return (
    <time className="ui-strong" dateTime={waitingSince.toISOString()}>
      {t('waiting', { time: format.number(amount, { style: 'unit', unit, unitDisplay: 'short' }) })}
    </time>
  );
}
