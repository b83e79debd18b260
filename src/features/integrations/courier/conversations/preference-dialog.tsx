import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import {
  type Preference,
  type PreferenceChange,
  setPreference,
} from '#src/api/courier/administration/preferences.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { ChoiceField } from '../../tab/choice-field.tsx';
import { FieldChanges } from '../../tab/field-changes.tsx';
import { TextField } from '../../tab/text-field.tsx';
import { useDialogForm } from '../../tab/use-dialog-form.ts';
import { useValueText } from './use-value-text.ts';

interface PreferenceDialogProps {
  readonly organisation: string;
  readonly preference: Preference;
  readonly onClose: () => void;
}

/** Asks for another value of a preference, and shows what it is and will be. */
export function PreferenceDialog({ organisation, preference, onClose }: PreferenceDialogProps) {
  const t = useTranslations('courierConversations.preferences');
  const said = useValueText();
  const { name, structured } = preference;
  const writing = useWrite<PreferenceChange, unknown>(setPreference);
  const { before, form, invalid, edit, check } = useDialogForm({ value: preference.value }, writing);
  const { value } = form;
  const title = t(`names.${name}`);
  const request = (): PreferenceChange | 'same' | undefined => {
    if (value === before.value) return 'same';
    return check(value.trim() !== '') ? { ...wishNow(), organisation, name, value } : undefined;
  };
  return (
    <ChangeDialog title={title} submit={t('save')} writing={writing} request={request} onClose={onClose}>
      <p>{t(`hints.${name}`)}</p>
      {name === 'group-provider-ack' ? (
        <ChoiceField
          label={t('value')}
          value={value === 'true' ? 'true' : 'false'}
          focus
          options={[
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]}
          onChange={(chosen) => edit({ value: chosen })}
        />
      ) : (
        <TextField
          label={t('value')}
          lines={name === 'initial-sms-message'}
          value={value}
          longest={1_000}
          focus
          error={invalid && t('missing')}
          onChange={(typed) => edit({ value: typed })}
        />
      )}
      {structured && <p className="ui-note">{t('structured')}</p>}
      <FieldChanges of={[[title, said({ name, value: before.value }), said({ name, value })]]} />
    </ChangeDialog>
  );
}
