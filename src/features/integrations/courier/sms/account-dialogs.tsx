import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { changesOf } from '#src/api/courier/administration/change.ts';
import {
  type AccountChange,
  type AccountFields,
  changeAccount,
  createAccount,
  type NewAccount,
  type TextAccount,
} from '#src/api/courier/administration/text-accounts.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { CheckField } from '../../tab/check-field.tsx';
import { ConfirmChange } from '../../tab/confirm-change.tsx';
import { FieldChanges } from '../../tab/field-changes.tsx';
import { TextField } from '../../tab/text-field.tsx';
import { useDialogForm } from '../../tab/use-dialog-form.ts';
import { isPhone, plainPhone } from '../phone-text.ts';

interface NewAccountDialogProps {
  readonly organisation: string;
  readonly known: readonly string[];
  readonly onClose: () => void;
}

/** Creates an account, having said that it may cost something. */
export function NewAccountDialog({ organisation, known, onClose }: NewAccountDialogProps) {
  const t = useTranslations('courierSms.account');
  const writing = useWrite<NewAccount, unknown>(createAccount);
  const { form, edit } = useDialogForm({ customNumber: false }, writing);
  return (
    <ConfirmChange
      title={t('createTitle')}
      confirm={t('create')}
      harmless
      writing={writing}
      request={() => ({ ...wishNow(), organisation, known, ...form })}
      onClose={onClose}
    >
      <p>{t('costs')}</p>
      <CheckField
        label={t('customNumber')}
        checked={form.customNumber}
        onChange={(customNumber) => edit({ customNumber })}
      />
    </ConfirmChange>
  );
}

interface AccountDialogProps {
  readonly account: TextAccount;
  readonly onClose: () => void;
}

/** Changes what the messages of an account come from, for the whole company. */
export function AccountDialog({ account, onClose }: AccountDialogProps) {
  const t = useTranslations('courierSms.account');
  const words = useTranslations('courierSms');
  const writing = useWrite<AccountChange, unknown>(changeAccount);
  const { phone, customNumber } = account;
  const { before, form, invalid, edit, check } = useDialogForm<AccountFields>(
    { phone, customNumber },
    writing,
  );
  const wanted = { ...form, phone: plainPhone(form.phone) };
  // A number can be replaced, and cannot be taken away.
  const isRight = isPhone(wanted.phone) || wanted.phone === before.phone;
  const yesNo = (value: boolean) => words(value ? 'yes' : 'no');
  const request = (): AccountChange | 'same' | undefined => {
    const changes = changesOf(before, wanted);
    if (!check(isRight)) return undefined;
    return Object.keys(changes).length === 0 ? 'same' : { ...wishNow(), id: account.id, changes };
  };
  return (
    <ChangeDialog
      title={t('changeTitle')}
      submit={words('save')}
      writing={writing}
      request={request}
      onClose={onClose}
    >
      <TextField
        label={t('phone')}
        type="tel"
        value={form.phone}
        longest={30}
        focus
        error={invalid && !isRight && words('phoneWrong')}
        onChange={(typed) => edit({ phone: typed })}
      />
      <CheckField
        label={t('customNumber')}
        checked={form.customNumber}
        onChange={(allowed) => edit({ customNumber: allowed })}
      />
      <FieldChanges
        of={[
          [t('phone'), before.phone, wanted.phone],
          [t('customNumber'), yesNo(before.customNumber), yesNo(wanted.customNumber)],
        ]}
      />
      <p className="ui-note">{t('effect')}</p>
    </ChangeDialog>
  );
}
