import '@mantine/core/styles/Input.layer.css';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type Reminder, type ReminderChange, saveReminder } from '#src/api/courier/technical/reminders.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
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
      <Textarea
        label={t('content')}
        value={form.content}
        maxLength={longest.content}
        autosize
        minRows={2}
        maxRows={6}
        dir="auto"
        data-autofocus
        error={problems.includes('content') && t('contentMissing')}
        onChange={(event) => edit({ content: event.currentTarget.value })}
      />
      <div className="ui-pair">
        <TextInput
          label={t('time')}
          description={t('timeHint')}
          value={form.time}
          maxLength={longest.time}
          dir="ltr"
          autoComplete="off"
          error={problems.includes('time') && t('timeWrong')}
          onChange={(event) => edit({ time: event.currentTarget.value })}
        />
        <TextInput
          label={t('zone')}
          description={t('zoneHint')}
          value={form.zone}
          maxLength={longest.zone}
          dir="ltr"
          autoComplete="off"
          spellCheck={false}
          error={problems.includes('zone') && t('zoneWrong')}
          onChange={(event) => edit({ zone: event.currentTarget.value })}
        />
      </div>
      <div className="ui-pair">
        <NativeSelect
          label={t('rule')}
          value={form.rule}
          data={[...new Set<string>([...rules, before.rule])].map((value) => ({
            value,
            label: ruleName(value),
          }))}
          onChange={(event) => edit({ rule: event.currentTarget.value })}
        />
        <TextInput
          label={t('name')}
          value={form.name}
          maxLength={longest.name}
          autoComplete="off"
          onChange={(event) => edit({ name: event.currentTarget.value })}
        />
      </div>
    </ChangeDialog>
  );
}
