import { useTranslations } from 'use-intl';
import type { LineFields } from '#src/api/courier/administration/telephone.ts';
import { Notice } from '#src/ui/notice.tsx';
import { CheckField } from '../../tab/check-field.tsx';
import { TextField } from '../../tab/text-field.tsx';
import type { DialogForm } from '../../tab/use-dialog-form.ts';
import { isPhone, isPhoneOrNone, plainPhone } from '../phone-text.ts';

const longest = { phone: 30, message: 2_000 };

interface LineInputsProps {
  readonly fields: Pick<DialogForm<LineFields>, 'form' | 'invalid' | 'edit'>;
}

/** What callers of a number hear, and where they are put through. */
export function LineInputs({ fields: { form, invalid, edit } }: LineInputsProps) {
  const t = useTranslations('courierTelephone');
  return (
    <>
      <div className="ui-pair">
        <TextField
          label={t('phone')}
          type="tel"
          value={form.phone}
          longest={longest.phone}
          focus
          error={invalid && !isPhone(plainPhone(form.phone)) && t('phoneWrong')}
          onChange={(phone) => edit({ phone })}
        />
        <TextField
          label={t('forward')}
          type="tel"
          value={form.forward}
          longest={longest.phone}
          error={invalid && !isPhoneOrNone(plainPhone(form.forward)) && t('phoneWrong')}
          onChange={(forward) => edit({ forward })}
        />
      </div>
      <p className="ui-note">{t('forwardHint')}</p>
      <CheckField
        label={t('recordCalls')}
        checked={form.recorded}
        onChange={(recorded) => edit({ recorded })}
      />
      <TextField
        label={t('recordingMessage')}
        lines
        value={form.recordingMessage}
        longest={longest.message}
        onChange={(recordingMessage) => edit({ recordingMessage })}
      />
      {form.recorded && form.recordingMessage.trim() === '' && (
        <Notice kind="warning">
          <p>{t('unannounced')}</p>
        </Notice>
      )}
      <TextField
        label={t('waitMessage')}
        lines
        value={form.waitMessage}
        longest={longest.message}
        onChange={(waitMessage) => edit({ waitMessage })}
      />
    </>
  );
}
