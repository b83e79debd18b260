import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type LogEntry, numberLogOptions } from '#src/api/courier/administration/number-log.ts';
import type { TextNumber } from '#src/api/courier/administration/text-numbers.ts';
import { MoreButton } from '#src/ui/list/more-button.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { PanelTable } from '../../tab/panel-table.tsx';
import { ReadDialog } from '../../tab/read-dialog.tsx';
import { LogDeletion } from './log-deletion.tsx';

interface LogDialogProps {
  readonly number: TextNumber;
  readonly onClose: () => void;
}

/** What went through a number, and the way to delete all of that. */
export function LogDialog({ number, onClose }: LogDialogProps) {
  const [deleting, setDeleting] = useState(false);
  if (deleting) return <LogDeletion number={number} onClose={() => setDeleting(false)} />;
  return <Log number={number} onClose={onClose} onDelete={() => setDeleting(true)} />;
}

function Log({ number, onClose, onDelete }: LogDialogProps & { readonly onDelete: () => void }) {
  const t = useTranslations('courierSms.numbers.log');
  const query = useInfiniteQuery(numberLogOptions(number.id));
  const entries = query.data?.pages.flat();
  return (
    <ReadDialog title={t('title', { phone: number.phone })} query={query} onClose={onClose}>
      {entries && (
        <>
          <PanelTable<LogEntry>
            query={{ ...query, data: entries }}
            texts={{ failed: t('failed'), empty: t(number.logged ? 'empty' : 'off') }}
            label={t('title', { phone: number.phone })}
            columns={[
              { id: 'at', title: t('at'), width: 13, cell: ({ at }) => <Moment at={at} /> },
              { id: 'log', title: t('log'), cell: ({ log }) => log },
            ]}
            rows={entries}
            keyOf={({ id }) => id}
          />
          <div className="ui-row ui-tight">
            <MoreButton of={query} text={t('more')} small />
            {entries.length > 0 && (
              <Button size="xs" variant="default" color="red" onClick={onDelete}>
                {t('delete')}
              </Button>
            )}
          </div>
        </>
      )}
    </ReadDialog>
  );
}
