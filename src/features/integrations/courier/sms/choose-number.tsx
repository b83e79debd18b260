import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { TextNumber } from '#src/api/courier/administration/text-numbers.ts';
import { type NewUserNumber, setUserNumber } from '#src/api/courier/administration/user-numbers.ts';
import type { CourierUser } from '#src/api/courier/administration/users.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { ChoiceField } from '../../tab/choice-field.tsx';
import { ChoosePerson } from '../../tab/choose-person.tsx';
import { useDialogForm } from '../../tab/use-dialog-form.ts';

interface ChooseNumberProps {
  readonly organisation: string;
  readonly users: readonly CourierUser[];
  readonly numbers: readonly TextNumber[];
  readonly onClose: () => void;
}

/** Asks whose messages come from which number. */
export function ChooseNumber({ organisation, users, numbers, onClose }: ChooseNumberProps) {
  const t = useTranslations('courierSms.people');
  const writing = useWrite<NewUserNumber, unknown>(setUserNumber);
  const { form, invalid, edit, check } = useDialogForm<{ user: string | undefined; number: string }>(
    { user: undefined, number: numbers[0]?.id ?? '' },
    writing,
  );
  const { user, number } = form;
  const request = (): NewUserNumber | undefined =>
    check(user !== undefined) && user !== undefined
      ? { ...wishNow(), organisation, user, number }
      : undefined;
  return (
    <ChangeDialog
      title={t('choose')}
      submit={t('submit')}
      writing={writing}
      request={request}
      onClose={onClose}
    >
      <ChoosePerson
        people={users.map(({ id, name, phone, email }) => ({ id, name, detail: phone ?? email }))}
        chosen={user}
        invalid={invalid}
        onChoose={(id) => edit({ user: id })}
      />
      <ChoiceField
        label={t('number')}
        value={number}
        options={numbers.map(({ id, phone, notes }) => ({
          value: id,
          label: [phone, notes].filter(Boolean).join(' · '),
        }))}
        onChange={(chosen) => edit({ number: chosen })}
      />
    </ChangeDialog>
  );
}
