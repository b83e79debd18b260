import { useTranslations } from 'use-intl';
import type { DialledCall } from '#src/api/gateway/calls/call-log.ts';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { Moment } from '#src/ui/moment.tsx';
import { Length } from '../call-cells.tsx';
import { useStateText } from './use-state-text.ts';

type ColumnId = 'called' | 'outcome' | 'length' | 'when';

/** @param dialled undefined while they are on their way */
export function DialledTable({ dialled }: { readonly dialled: readonly DialledCall[] | undefined }) {
  const t = useTranslations('calls');
  const stateText = useStateText();
  const title = (id: ColumnId) => ({ id, title: t(`columns.${id}`) });
  const columns: readonly Column<DialledCall, ColumnId>[] = [
    {
      ...title('called'),
      cell: ({ person }) => <span dir="auto">{person ?? t('unknownPerson')}</span>,
    },
    { ...title('outcome'), from: 48, below: 'called', width: 12, cell: ({ status }) => stateText(status) },
    {
      ...title('length'),
      from: 48,
      below: 'when',
      width: 6,
      numeric: true,
      cell: ({ seconds }) => <Length of={{ seconds: seconds || undefined }} />,
    },
    { ...title('when'), width: 9, cell: ({ at }) => <Moment at={at} relative /> },
  ];
  return <Table label={t('log.title')} columns={columns} rows={dialled} keyOf={({ id }) => id} />;
}
