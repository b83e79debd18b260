import { useTranslations } from 'use-intl';
import type { Conference } from '#src/api/gateway/calls/call-log.ts';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { Moment } from '#src/ui/moment.tsx';
import { useStateText } from './use-state-text.ts';

type ColumnId = 'by' | 'outcome' | 'when';

/** @param conferences undefined while they are on their way */
export function ConferencesTable({
  conferences,
}: {
  readonly conferences: readonly Conference[] | undefined;
}) {
  const t = useTranslations('calls');
  const stateText = useStateText();
  const title = (id: ColumnId) => ({ id, title: t(`columns.${id}`) });
  const columns: readonly Column<Conference, ColumnId>[] = [
    { ...title('by'), cell: ({ by }) => <span dir="auto">{by ?? t('unknownPerson')}</span> },
    { ...title('outcome'), from: 48, below: 'by', width: 12, cell: ({ state }) => stateText(state) },
    { ...title('when'), width: 9, cell: ({ at }) => <Moment at={at} relative /> },
  ];
  return <Table label={t('conferences.title')} columns={columns} rows={conferences} keyOf={({ id }) => id} />;
}
