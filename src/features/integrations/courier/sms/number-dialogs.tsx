import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { changesOf } from '#src/api/courier/administration/change.ts';
import {
  addNumber,
  changeNumber,
  type NewNumber,
  type NumberChange,
  type NumberFields,
  type TextNumber,
} from '#src/api/courier/administration/text-numbers.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { Notice } from '#src/ui/notice.tsx';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { CheckField } from '../../tab/check-field.tsx';
import { FieldChanges } from '../../tab/field-changes.tsx';
import { TextField } from '../../tab/text-field.tsx';
import { useDialogForm } from '../../tab/use-dialog-form.ts';
import { isPhone, plainPhone } from '../phone-text.ts';

interface NewNumberDialogProps {
  readonly account: string;
  /** A new one is rented in an area; otherwise one that is free is taken. */
  readonly way: 'rent' | 'claim';
  readonly known: readonly string[];
  readonly onClose: () => void;
}

const longestNotes = 255;

/** Adds a number to an account, having said that it costs something. */
export function NewNumberDialog({ account, way, known, onClose }: NewNumberDialogProps) {
  const t = useTranslations('courierSms.numbers');
  const writing = useWrite<NewNumber, unknown>(addNumber);
  const { form, invalid, edit, check } = useDialogForm({ notes: '', area: '' }, writing);
  const [notes, area] = [form.notes.trim(), form.area.trim()];
  const isArea = area === '' || /^\d{3}$/.test(area);
  const request = (): NewNumber | undefined =>
    check(notes !== '' && isArea)
      ? { ...wishNow(), account, notes, area: way === 'rent' ? area : undefined, known }
      : undefined;
  return (
    <ChangeDialog
      title={t(way === 'rent' ? 'rentTitle' : 'claimTitle')}
      submit={t(way)}
      writing={writing}
      request={request}
      onClose={onClose}
    >
      <Notice kind="warning">
        <p>{t('costs')}</p>
      </Notice>
      <TextField
        label={t('notes')}
        hint={t('notesHint')}
        value={form.notes}
        longest={longestNotes}
        focus
        error={invalid && notes === '' && t('notesMissing')}
        onChange={(typed) => edit({ notes: typed })}
      />
      {way === 'rent' && (
        <TextField
          label={t('area')}
          value={form.area}
          longest={3}
          error={invalid && !isArea && t('areaWrong')}
          onChange={(typed) => edit({ area: typed })}
        />
      )}
    </ChangeDialog>
  );
}

interface NumberDialogProps {
  readonly number: TextNumber;
  readonly onClose: () => void;
}

/** Changes a number, for the whole company. */
export function NumberDialog({ number, onClose }: NumberDialogProps) {
  const t = useTranslations('courierSms.numbers');
  const words = useTranslations('courierSms');
  const writing = useWrite<NumberChange, unknown>(changeNumber);
  const { notes, forward, logged, alert } = number;
  const { before, form, invalid, edit, check } = useDialogForm<NumberFields>(
    { notes, forward, logged, alert },
    writing,
  );
  const wanted = { ...form, forward: plainPhone(form.forward) };
  // Courier documents no way to end it.
  const isRight = isPhone(wanted.forward) || wanted.forward === before.forward;
  const yesNo = (value: boolean) => words(value ? 'yes' : 'no');
  const request = (): NumberChange | 'same' | undefined => {
    const changes = changesOf(before, wanted);
    if (!check(isRight)) return undefined;
    return Object.keys(changes).length === 0 ? 'same' : { ...wishNow(), id: number.id, changes };
  };
  return (
    <ChangeDialog
      title={t('changeTitle', { phone: number.phone })}
      submit={words('save')}
      writing={writing}
      request={request}
      onClose={onClose}
    >
      {number.region !== undefined && (
        <p className="ui-hint" dir="auto">
          {number.region}
        </p>
      )}
      <TextField
        label={t('notes')}
        value={form.notes}
        longest={longestNotes}
        focus
        onChange={(typed) => edit({ notes: typed })}
      />
      <TextField
        label={t('forward')}
        hint={t('forwardHint')}
        type="tel"
        value={form.forward}
        longest={30}
        error={invalid && !isRight && words('phoneWrong')}
        onChange={(typed) => edit({ forward: typed })}
      />
      <CheckField label={t('log.keep')} checked={form.logged} onChange={(on) => edit({ logged: on })} />
      <CheckField label={t('alert')} checked={form.alert} onChange={(on) => edit({ alert: on })} />
      <FieldChanges
        of={[
          [t('notes'), before.notes, wanted.notes],
          [t('forward'), before.forward, wanted.forward],
          [t('log.keep'), yesNo(before.logged), yesNo(wanted.logged)],
          [t('alert'), yesNo(before.alert), yesNo(wanted.alert)],
        ]}
      />
    </ChangeDialog>
  );
}
