import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import {
  type Announcer,
  type AnnouncerRemoval,
  removeAnnouncer,
} from '#src/api/courier/technical/announcers.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { DeleteDialog } from '../../tab/delete-dialog.tsx';

interface DeleteAnnouncerProps {
  readonly announcer: Announcer;
  /** Its id at Courier. */
  readonly organisation: string;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

export function DeleteAnnouncerDialog({ announcer, organisation, onDeleted, onClose }: DeleteAnnouncerProps) {
  const t = useTranslations('courierAutomation.announcers');
  const writing = useWrite<AnnouncerRemoval, unknown>(removeAnnouncer, onDeleted);
  const { id, name } = announcer;
  return (
    <DeleteDialog
      title={t('removeTitle', { name })}
      name={name}
      writing={writing}
      request={() => ({ ...wishNow(), organisation, id })}
      onClose={onClose}
    >
      <p>{t('removeBody')}</p>
    </DeleteDialog>
  );
}
