import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { changesOf } from '#src/api/courier/administration/change.ts';
import type { Group } from '#src/api/courier/administration/groups.ts';
import {
  changeResponder,
  createResponder,
  type NewResponder,
  type Responder,
  type ResponderChange,
} from '#src/api/courier/administration/responders.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { ChoiceField } from '../../tab/choice-field.tsx';
import { TextField } from '../../tab/text-field.tsx';
import { type DialogForm, useDialogForm } from '../../tab/use-dialog-form.ts';
import {
  blankResponder,
  type ResponderForm,
  responderFieldsOf,
  responderFormOf,
  responderProblems,
} from './responder-form.ts';

interface Shared {
  /** Those that automatic answers are known to be for. */
  readonly groups: readonly Pick<Group, 'id' | 'name'>[];
  /** Time zone of the organisation. */
  readonly zone: string;
  readonly onClose: () => void;
}

interface NewResponderDialogProps extends Shared {
  readonly organisation: string;
  /** Kind of those that there are. */
  readonly type: string | undefined;
}

/** Asks for a new automatic answer, which clients get from then on. */
export function NewResponderDialog({ organisation, type, groups, zone, onClose }: NewResponderDialogProps) {
  const t = useTranslations('courierConversations.responders');
  const writing = useWrite<NewResponder, unknown>(createResponder);
  const fields = useDialogForm(blankResponder(zone), writing);
  return (
    <ChangeDialog
      title={t('create')}
      submit={t('submit')}
      writing={writing}
      request={() =>
        fields.check(responderProblems(fields.form).length === 0)
          ? { ...wishNow(), organisation, type, fields: responderFieldsOf(fields.form) }
          : undefined
      }
      onClose={onClose}
    >
      <p>{t('createLead')}</p>
      <ResponderFields fields={fields} groups={groups} />
    </ChangeDialog>
  );
}

interface ResponderDialogProps extends Shared {
  readonly responder: Responder;
}

/** Asks for changes to an automatic answer. */
export function ResponderDialog({ responder, groups, zone, onClose }: ResponderDialogProps) {
  const t = useTranslations('courierConversations.responders');
  const writing = useWrite<ResponderChange, unknown>(changeResponder);
  const fields = useDialogForm(responderFormOf(responder, zone), writing);
  const { before, form, check } = fields;
  const request = (): ResponderChange | 'same' | undefined => {
    const changes = changesOf(before, form);
    if (Object.keys(changes).length === 0) return 'same';
    if (!check(responderProblems(form).length === 0)) return undefined;
    const newHours = ['from', 'until', 'zone'].some((name) => name in changes);
    return {
      ...wishNow(),
      id: responder.id,
      args: responder.args,
      newHours,
      fields: responderFieldsOf(form),
    };
  };
  return (
    <ChangeDialog
      title={t('change', { name: before.name })}
      submit={t('save')}
      writing={writing}
      request={request}
      onClose={onClose}
    >
      <ResponderFields fields={fields} groups={groups} keepsGroup={before.group !== ''} />
      {responder.hours.length > 1 && <p className="ui-note">{t('moreHours')}</p>}
    </ChangeDialog>
  );
}

interface ResponderFieldsProps extends Pick<Shared, 'groups'> {
  readonly fields: DialogForm<ResponderForm>;
  /** Courier documents no way to take a group away. */
  readonly keepsGroup?: boolean;
}

function ResponderFields({ fields, groups, keepsGroup = false }: ResponderFieldsProps) {
  const t = useTranslations('courierConversations.responders');
  const { form, invalid, edit } = fields;
  const problems = invalid ? responderProblems(form) : [];
  return (
    <>
      <TextField
        label={t('name')}
        value={form.name}
        longest={255}
        focus
        error={problems.includes('name') && t('problems.name')}
        onChange={(name) => edit({ name })}
      />
      <TextField
        label={t('message')}
        lines
        value={form.message}
        longest={20_000}
        error={problems.includes('message') && t('problems.message')}
        onChange={(message) => edit({ message })}
      />
      {groups.length > 0 && (
        <ChoiceField
          label={t('group')}
          value={form.group}
          options={[
            ...(keepsGroup ? [] : [{ value: '', label: t('everyone') }]),
            ...groups.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(id) => edit({ group: id })}
        />
      )}
      <div className="ui-pair">
        <TextField
          label={t('start')}
          type="datetime-local"
          value={form.start}
          longest={30}
          onChange={(start) => edit({ start })}
        />
        <TextField
          label={t('end')}
          type="datetime-local"
          value={form.end}
          longest={30}
          error={problems.includes('period') && t('problems.period')}
          onChange={(end) => edit({ end })}
        />
      </div>
      <div className="ui-pair">
        <TextField
          label={t('from')}
          type="time"
          value={form.from}
          longest={8}
          onChange={(from) => edit({ from })}
        />
        <TextField
          label={t('until')}
          type="time"
          value={form.until}
          longest={8}
          error={problems.includes('hours') && t('problems.hours')}
          onChange={(until) => edit({ until })}
        />
      </div>
      <TextField
        label={t('zone')}
        hint={t('zoneHint')}
        value={form.zone}
        longest={64}
        error={problems.includes('zone') && t('problems.zone')}
        onChange={(zone) => edit({ zone })}
      />
    </>
  );
}
