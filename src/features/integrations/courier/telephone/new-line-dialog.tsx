import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { createLine, type LineFields, type NewLine } from '#src/api/courier/administration/telephone.ts';
import { textAccountsOptions } from '#src/api/courier/administration/text-accounts.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useWrite } from '#src/services/problems/use-write.ts';
import { Notice } from '#src/ui/notice.tsx';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { ChoiceField } from '../../tab/choice-field.tsx';
import { useDialogForm } from '../../tab/use-dialog-form.ts';
import { isRight, plain } from './line-form.ts';
import { LineInputs } from './line-inputs.tsx';

const blank: LineFields = { phone: '', forward: '', recorded: false, recordingMessage: '', waitMessage: '' };

interface NewLineDialogProps {
  readonly organisation: string;
  readonly onClose: () => void;
}

/** Sets a further number up, for an account that pays for it. */
export function NewLineDialog({ organisation, onClose }: NewLineDialogProps) {
  const t = useTranslations('courierTelephone');
  const { data: accounts, isError, error, refetch } = useQuery(textAccountsOptions(organisation));
  const writing = useWrite<NewLine, unknown>(createLine);
  const fields = useDialogForm({ ...blank, account: '' }, writing);
  const { account: chosen, ...typed } = fields.form;
  const account = chosen || accounts?.[0]?.id;
  const wanted = plain(typed);
  return (
    <ChangeDialog
      title={t('create.title')}
      submit={t('create.submit')}
      writing={writing}
      request={() =>
        fields.check(isRight(wanted) && account !== undefined) && account !== undefined
          ? { ...wishNow(), organisation, account, fields: wanted }
          : undefined
      }
      onClose={onClose}
    >
      <p>{t('create.lead')}</p>
      {!accounts && isError && <ErrorState error={error} onRetry={() => void refetch()} />}
      {accounts?.length === 0 && (
        <Notice kind="warning">
          <p>{t('create.noAccount')}</p>
        </Notice>
      )}
      {accounts && accounts.length > 1 && (
        <ChoiceField
          label={t('account')}
          value={account}
          options={accounts.map(({ id, phone }) => ({ value: id, label: phone || id }))}
          onChange={(id) => fields.edit({ account: id })}
        />
      )}
      <LineInputs fields={fields} />
    </ChangeDialog>
  );
}
