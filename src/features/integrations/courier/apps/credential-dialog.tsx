import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import {
  type AppCredential,
  type CredentialChange,
  pushServices,
  saveCredential,
} from '#src/api/courier/technical/app-credentials.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { Facts } from '#src/ui/facts.tsx';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { CheckField } from '../../tab/check-field.tsx';
import { ChoiceField } from '../../tab/choice-field.tsx';
import { JsonField } from '../../tab/json-field.tsx';
import { writtenObject } from '../../tab/json-object.ts';
import { TextField } from '../../tab/text-field.tsx';
import { useDialogForm } from '../../tab/use-dialog-form.ts';
import { changesOf, formOf, longest, problemsOf } from './credential-form.ts';
import { useServiceName } from './use-service-name.ts';

interface CredentialDialogProps {
  /** Missing for new ones. */
  readonly credential?: AppCredential;
  readonly onArchive?: () => void;
  readonly onClose: () => void;
}

/** Asks for the credentials of an app. The secret is only ever written. */
export function CredentialDialog({ credential, onArchive, onClose }: CredentialDialogProps) {
  const t = useTranslations('courierApps');
  const serviceName = useServiceName();
  const writing = useWrite<CredentialChange, unknown>(saveCredential);
  const isNew = credential === undefined;
  const { before, form, invalid, edit, check } = useDialogForm(formOf(credential), writing);
  const problems = invalid ? problemsOf(form, isNew) : [];
  const request = (): CredentialChange | 'same' | undefined => {
    if (!check(problemsOf(form, isNew).length === 0)) return undefined;
    const fields = changesOf(before, form);
    const { app, service } = form;
    if (Object.keys(fields).length === 0) return 'same';
    return { ...wishNow(), id: credential?.id, app: app.trim(), service, fields };
  };
  return (
    <ChangeDialog
      title={credential ? credential.app : t('createTitle')}
      submit={t(isNew ? 'create' : 'save')}
      writing={writing}
      request={request}
      onClose={onClose}
      aside={
        onArchive && (
          <Button variant="subtle" {...(credential?.archived ? {} : { color: 'red' })} onClick={onArchive}>
            {t(credential?.archived ? 'restore' : 'archiveIt')}
          </Button>
        )
      }
    >
      {credential ? (
        <Facts of={[[t('service'), serviceName(credential.service)]]} />
      ) : (
        <div className="ui-pair">
          <TextField
            label={t('app')}
            value={form.app}
            longest={longest.app}
            technical
            focus
            error={problems.includes('app') && t('appMissing')}
            onChange={(app) => edit({ app })}
          />
          <ChoiceField
            label={t('service')}
            value={form.service}
            options={pushServices.map((value) => ({ value, label: serviceName(value) }))}
            onChange={(value) => edit({ service: pushServices.find((one) => one === value) ?? form.service })}
          />
        </div>
      )}
      <div className="ui-pair">
        <TextField
          label={t('name')}
          value={form.name}
          longest={longest.name}
          onChange={(name) => edit({ name })}
        />
        <TextField
          label={t('store')}
          value={form.store}
          longest={longest.name}
          onChange={(store) => edit({ store })}
        />
      </div>
      <CheckField label={t('testMode')} checked={form.test} onChange={(test) => edit({ test })} />
      <JsonField
        label={t('secret')}
        hint={
          invalid && isNew && writtenObject(form.data)
            ? t('secretMissing')
            : t(isNew ? 'secretNew' : 'secretHint')
        }
        text={form.data}
        told={invalid}
        onChange={(data) => edit({ data })}
      />
    </ChangeDialog>
  );
}
