import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type Reminder, type ReminderChange, saveReminder } from '#src/api/courier/technical/reminders.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { ChoiceField } from '../../tab/choice-field.tsx';
import { TextField } from '../../tab/text-field.tsx';
import { useDialogForm } from '../../tab/use-dialog-form.ts';
import { changesOf, formOf, longest, problemsOf, rules } from './reminder-form.ts';
import { useRuleName } from './use-rule-name.ts';

interface ReminderDialogProps {
  /** Undefined for a new one. */
  readonly reminder: Reminder | undefined;
  readonly individual: string;
  /** The zone of a new one. */
  readonly zone: string;
  readonly onClose: () => void;
}

/** Asks what is spoken, and when. */
export function ReminderDialog({ reminder, individual, zone, onClose }: ReminderDialogProps) {
  const t = useTranslations('courierVoice.reminders');
  const ruleName = useRuleName();
  const writing = useWrite<ReminderChange, unknown>(saveReminder);
  const { before, form, invalid, edit, check } = useDialogForm(formOf(reminder, zone), writing);
  const problems = invalid ? problemsOf(form) : [];
  const request = (): ReminderChange | 'same' | undefined => {
    if (!check(problemsOf(form).length === 0)) return undefined;
    const fields = changesOf(before, form, reminder === undefined);
    return Object.keys(fields).length === 0 ? 'same' : { ...wishNow(), individual, id: reminder?.id, fields };
  };
  return (
    <ChangeDialog
      title={t(reminder ? 'changeTitle' : 'create')}
      submit={t('save')}
      writing={writing}
      request={request}
      onClose={onClose}
    >
      <TextField
        label={t('content')}
        lines
        value={form.content}
        longest={longest.content}
        focus
        error={problems.includes('content') && t('contentMissing')}
        onChange={(content) => edit({ content })}
      />
      <div className="ui-pair">
        <TextField
          label={t('time')}
          hint={t('timeHint')}
          value={form.time}
          longest={longest.time}
          technical
          error={problems.includes('time') && t('timeWrong')}
          onChange={(time) => edit({ time })}
        />
        <TextField
          label={t('zone')}
          hint={t('zoneHint')}
          value={form.zone}
          longest={longest.zone}
          technical
          error={problems.includes('zone') && t('zoneWrong')}
          onChange={(zone) => edit({ zone })}
        />
      </div>
      <div className="ui-pair">
        <ChoiceField
          label={t('rule')}
          value={form.rule}
          options={[...new Set<string>([...rules, before.rule])].map((value) => ({
            value,
            label: ruleName(value),
          }))}
          onChange={(rule) => edit({ rule })}
        />
        <TextField
          label={t('name')}
          value={form.name}
          longest={longest.name}
          onChange={(name) => edit({ name })}
        />
      </div>
    </ChangeDialog>
  );
}
