import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import {
  type Import,
  type ImportedMessage,
  importHistory,
} from '#src/api/chat2desk/administration/external-channel.ts';
import { clientOptions } from '#src/api/chat2desk/clients.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { Table } from '#src/ui/list/table.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { ConfirmChange } from '../../tab/confirm-change.tsx';

interface ImportDialogProps {
  readonly wish: Import;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Shows what is imported for whom, and asks for the number of messages. The wish keeps its key for another try. */
export function ImportDialog({ wish, onDone, onClose }: ImportDialogProps) {
  const t = useTranslations('externalChannel.import');
  const { data: card } = useQuery(clientOptions(wish.client));
  const writing = useWrite<Import, unknown>(importHistory, onDone);
  const count = wish.messages.length;
  return (
    <ConfirmChange
      title={t('confirmTitle', { name: card?.name ?? String(wish.client) })}
      confirm={t('button')}
      proof={{
        label: t('type', { count }),
        isGiven: (typed) => typed.trim() === String(count),
        mismatch: t('mismatch', { count }),
      }}
      writing={writing}
      request={() => wish}
      onClose={onClose}
    >
      <Table<ImportedMessage, string>
        label={t('title')}
        plain
        columns={[
          { id: 'text', title: t('text'), cell: ({ text }) => text },
          { id: 'at', title: t('at'), width: 10, cell: ({ at }) => <Moment at={at} /> },
          {
            id: 'by',
            title: t('by'),
            width: 8,
            cell: ({ type }) => t(type === 'from_client' ? 'fromClient' : 'toClient'),
          },
        ]}
        rows={wish.messages}
        keyOf={(message) => wish.messages.indexOf(message)}
      />
      <p>{t('effect')}</p>
    </ConfirmChange>
  );
}
