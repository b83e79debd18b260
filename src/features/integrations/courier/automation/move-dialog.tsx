import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { CourierOrganisation } from '#src/api/courier/administration/organisations.ts';
import { moveChannels, type NewOperation } from '#src/api/courier/technical/channel-operations.ts';
import { sameName } from '#src/lib/same-name.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { JsonField } from '../../tab/json-field.tsx';
import { writtenObject } from '../../tab/json-object.ts';
import { Outcome } from '../../tab/outcome.tsx';
import { useDialogForm } from '../../tab/use-dialog-form.ts';

interface MoveDialogProps {
  readonly organisation: CourierOrganisation;
  readonly onClose: () => void;
}

/** Asks which channels go where, and for the name of the organisation, whose conversations these are. */
export function MoveDialog({ organisation: { id, name }, onClose }: MoveDialogProps) {
  const t = useTranslations('courierAutomation.operations');
  const type = useTranslations('connections.remove');
  const writing = useWrite<NewOperation, unknown>(moveChannels);
  const { form, invalid, edit, check } = useDialogForm({ text: '{}' }, writing);
  const args = writtenObject(form.text);
  const confirm = () =>
    check(args !== undefined && Object.keys(args).length > 0) &&
    writing.run({ ...wishNow(), organisation: id, args: args ?? {} });
  return (
    <ConfirmDialog
      title={t('move')}
      confirm={t('move')}
      proof={{
        label: type('type', { name }),
        isGiven: (typed) => sameName(typed, name),
        mismatch: type('mismatch', { name }),
      }}
      busy={writing.busy}
      problem={<Outcome writing={writing} of="outcome" />}
      onConfirm={confirm}
      onClose={onClose}
    >
      <p>{t('moveBody')}</p>
      <JsonField
        label={t('args')}
        hint={invalid && args ? t('argsMissing') : t('argsHint')}
        text={form.text}
        told={invalid}
        onChange={(text) => edit({ text })}
      />
    </ConfirmDialog>
  );
}
