import { memo } from 'react';
import { useTranslations } from 'use-intl';
import type { RecordedCall } from '#src/api/gateway/calls/calls.ts';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { Moment } from '#src/ui/moment.tsx';
import { Caller, Length, MeetingOf } from './call-cells.tsx';

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
    { ...title('caller'), cell: (one) => <Caller of={one} /> },
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
    {
      ...title('length'),
      from: 48,
      below: 'when',
      width: 6,
      numeric: true,
      cell: (one) => <Length of={one} />,
    },
    {
      ...title('meeting'),
      from: 62,
      below: 'caller',
      width: 10,
      cell: ({ meeting }) => meeting && <MeetingOf of={meeting} />,
    },
    { ...title('when'), width: 9, cell: ({ at }) => <Moment at={at} relative /> },
  ];
  return <Table label={t('title')} columns={columns} rows={calls} keyOf={({ id }) => id} skeletons={10} />;
});
