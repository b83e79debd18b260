import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { deleteLog, type LogRemoval } from '#src/api/courier/administration/number-log.ts';
import type { TextNumber } from '#src/api/courier/administration/text-numbers.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { DeleteDialog } from '../../tab/delete-dialog.tsx';

interface LogDeletionProps {
  readonly number: TextNumber;
  readonly onClose: () => void;
}

/** Asks for the number whose log is deleted for good. */
export function LogDeletion({ number, onClose }: LogDeletionProps) {
  const t = useTranslations('courierSms.numbers.log');
  const writing = useWrite<LogRemoval, unknown>(deleteLog);
  return (
    <DeleteDialog
      title={t('deleteTitle', { phone: number.phone })}
      name={number.phone}
      writing={writing}
      request={() => ({ ...wishNow(), number: number.id })}
      onClose={onClose}
    >
      <p>{t('deleteEffect')}</p>
    </DeleteDialog>
  );
}
