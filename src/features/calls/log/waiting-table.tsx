import { useTranslations } from 'use-intl';
import type { WaitingCaller } from '#src/api/gateway/calls/call-log.ts';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { Moment } from '#src/ui/moment.tsx';

type ColumnId = 'caller' | 'line' | 'since';

/** @param callers undefined while they are on their way */
export function WaitingTable({ callers }: { readonly callers: readonly WaitingCaller[] | undefined }) {
  const t = useTranslations('calls');
  const title = (id: ColumnId) => ({ id, title: t(`columns.${id}`) });
  const columns: readonly Column<WaitingCaller, ColumnId>[] = [
    {
      ...title('caller'),
      cell: ({ person, phone }) => (
        <div className="ui-row ui-tight">
          <span dir="auto">{person ?? phone ?? t('unknownCaller')}</span>
          {person !== undefined && phone !== undefined && (
            <bdi dir="auto" className="ui-note">
              {phone}
            </bdi>
          )}
        </div>
      ),
    },
    { ...title('line'), from: 48, below: 'caller', width: 12, cell: ({ line }) => line },
    { ...title('since'), width: 10, cell: ({ since }) => <Moment at={since} relative /> },
  ];
  return (
    <Table label={t('waiting.title')} columns={columns} rows={callers} keyOf={({ id }) => id} skeletons={3} />
  );
}
