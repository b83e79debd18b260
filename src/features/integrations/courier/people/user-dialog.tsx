import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import {
  accountTypeOptions,
  type CourierUser,
  changeNotifications,
  type NotificationChange,
} from '#src/api/courier/administration/users.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { Facts } from '#src/ui/facts.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { CheckField } from '../../tab/check-field.tsx';
import { useUserTexts } from './use-user-texts.ts';

interface UserDialogProps {
  readonly user: CourierUser;
  readonly onClose: () => void;
}

/** What Courier knows of someone, and whether it notifies them by e-mail, which is all that can be changed here. */
export function UserDialog({ user, onClose }: UserDialogProps) {
  const t = useTranslations('courierPeople');
  const texts = useUserTexts();
  const writing = useWrite<NotificationChange, unknown>(changeNotifications);
  // As it was when the dialog was opened: the list is read again before it closes.
  const [{ notifiedByEmail: before }] = useState(user);
  const [byEmail, setByEmail] = useState(before);
  return (
    <ChangeDialog
      title={user.name}
      submit={t('save')}
      writing={writing}
      request={() => (byEmail === before ? 'same' : { ...wishNow(), user: user.id, byEmail })}
      onClose={onClose}
    >
      <Facts
        of={[
          user.email !== undefined && [t('email'), texts.email(user)],
          user.phone !== undefined && [t('columns.phone'), texts.phone(user)],
          [t('columns.state'), texts.state(user)],
          user.individual !== undefined && [t('kind'), <Kind key="kind" individual={user.individual} />],
          user.locale !== undefined && [t('locale'), user.locale],
          user.zone !== undefined && [t('zone'), user.zone],
          user.smsMode !== undefined && [t('smsMode'), user.smsMode === 'disabled' ? t('off') : user.smsMode],
          user.synced !== undefined && [t('synced'), <Moment key="synced" at={user.synced} />],
        ]}
      />
      <CheckField
        label={t('notify')}
        checked={byEmail}
        focus
        onChange={(checked) => {
          setByEmail(checked);
          writing.clear();
        }}
      />
      <p className="ui-note">{t('notifyHint')}</p>
    </ChangeDialog>
  );
}

const kinds = ['provider', 'participant'] as const;

function Kind({ individual }: { readonly individual: string }) {
  const t = useTranslations('courierPeople');
  const { data, isPending } = useQuery(accountTypeOptions(individual));
  if (isPending) return <span aria-hidden>…</span>;
  const known = kinds.find((one) => one === data);
  return <span dir="auto">{known ? t(`kinds.${known}`) : (data ?? t('unknown'))}</span>;
}
