import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { changesOf } from '#src/api/courier/administration/change.ts';
import {
  changeLine,
  type LineChange,
  type LineFields,
  type PhoneLine,
} from '#src/api/courier/administration/telephone.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { FieldChanges } from '../../tab/field-changes.tsx';
import { useDialogForm } from '../../tab/use-dialog-form.ts';
import { isRight, plain } from './line-form.ts';
import { LineInputs } from './line-inputs.tsx';

interface LineDialogProps {
  readonly line: PhoneLine;
  readonly onClose: () => void;
}

/** Changes what callers of a number hear and where they are put through, for the whole company. */
export function LineDialog({ line, onClose }: LineDialogProps) {
  const t = useTranslations('courierTelephone');
  const writing = useWrite<LineChange, unknown>(changeLine);
  const { phone, forward, recorded, recordingMessage, waitMessage } = line;
  const fields = useDialogForm<LineFields>(
    { phone, forward, recorded, recordingMessage, waitMessage },
    writing,
  );
  const { before } = fields;
  const wanted = plain(fields.form);
  const yesNo = (value: boolean) => t(value ? 'yes' : 'no');
  const request = (): LineChange | 'same' | undefined => {
    const changes = changesOf(before, wanted);
    if (!fields.check(isRight(wanted))) return undefined;
    return Object.keys(changes).length === 0 ? 'same' : { ...wishNow(), id: line.id, changes };
  };
  return (
    <ChangeDialog
      title={t('change.title', { phone: before.phone })}
      submit={t('change.submit')}
      writing={writing}
      request={request}
      onClose={onClose}
    >
      <LineInputs fields={fields} />
      <FieldChanges
        of={[
          [t('phone'), before.phone, wanted.phone],
          [t('forward'), before.forward, wanted.forward],
          [t('recorded'), yesNo(before.recorded), yesNo(wanted.recorded)],
          [t('recordingMessage'), before.recordingMessage, wanted.recordingMessage],
          [t('waitMessage'), before.waitMessage, wanted.waitMessage],
        ]}
      />
      <p className="ui-note">{t('change.effect')}</p>
    </ChangeDialog>
  );
}
