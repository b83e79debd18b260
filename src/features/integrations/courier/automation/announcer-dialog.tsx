import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import {
  type Announcer,
  type AnnouncerChange,
  announcerEvents,
  saveAnnouncer,
} from '#src/api/courier/technical/announcers.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { ChoiceField } from '../../tab/choice-field.tsx';
import { JsonField } from '../../tab/json-field.tsx';
import { TextField } from '../../tab/text-field.tsx';
import { useDialogForm } from '../../tab/use-dialog-form.ts';
import { changesOf, formOf, longest, problemsOf } from './announcer-form.ts';
import { useEventName } from './use-event-name.ts';

interface AnnouncerDialogProps {
  /** Undefined for a new one. */
  readonly announcer: Announcer | undefined;
  /** Its id at Courier. */
  readonly organisation: string;
  readonly onDelete?: () => void;
  readonly onClose: () => void;
}

/** Asks for an announcer. */
export function AnnouncerDialog({ announcer, organisation, onDelete, onClose }: AnnouncerDialogProps) {
  const t = useTranslations('courierAutomation.announcers');
  const eventName = useEventName();
  const writing = useWrite<AnnouncerChange, unknown>(saveAnnouncer);
  const { before, form, invalid, edit, check } = useDialogForm(formOf(announcer), writing);
  const problems = invalid ? problemsOf(form) : [];
  const events = [...new Set([...announcerEvents, before.event])];
  const request = (): AnnouncerChange | 'same' | undefined => {
    if (!check(problemsOf(form).length === 0)) return undefined;
    const fields = changesOf(before, form, announcer === undefined);
    if (Object.keys(fields).length === 0) return 'same';
    return { ...wishNow(), organisation, id: announcer?.id, fields };
  };
  return (
    <ChangeDialog
      title={announcer ? t('changeTitle') : t('createTitle')}
      submit={t(announcer ? 'save' : 'create')}
      writing={writing}
      request={request}
      onClose={onClose}
      aside={
        onDelete && (
          <Button variant="subtle" color="red" onClick={onDelete}>
            {t('remove')}
          </Button>
        )
      }
    >
      <TextField
        label={t('name')}
        value={form.name}
        longest={longest}
        focus
        error={problems.includes('name') && t('nameMissing')}
        onChange={(name) => edit({ name })}
      />
      <div className="ui-pair">
        <ChoiceField
          label={t('event')}
          value={form.event}
          options={events.map((value) => ({ value, label: eventName(value) }))}
          onChange={(event) => edit({ event })}
        />
        <TextField
          label={t('type')}
          value={form.type}
          longest={longest}
          technical
          error={problems.includes('type') && t('typeMissing')}
          onChange={(type) => edit({ type })}
        />
      </div>
      <JsonField
        label={t('args')}
        hint={t('argsHint')}
        text={form.args}
        told={invalid}
        onChange={(args) => edit({ args })}
      />
    </ChangeDialog>
  );
}
