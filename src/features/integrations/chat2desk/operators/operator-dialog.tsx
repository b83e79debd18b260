import '@mantine/core/styles/Input.layer.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { isEmail } from '#contract/email.ts';
import {
  accessRightsOptions,
  changeOperator,
  createOperator,
  type NewOperator,
  type Operator,
  type OperatorChange,
} from '#src/api/chat2desk/operators.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { Notice } from '#src/ui/notice.tsx';
import { ChangeDialog } from '../../tab/change-dialog.tsx';
import { changesOf, fieldsOf, type OperatorForm } from './operator-form.ts';
import { useOperatorTexts } from './use-operator-texts.ts';

interface OperatorDialogProps {
  /** Undefined for a new one. */
  readonly operator: Operator | undefined;
  readonly onClose: () => void;
}

const longest = 255;
const blank: OperatorForm = { email: '', firstName: '', lastName: '', rights: '', status: '0' };

/** Asks for a new operator, or for changes of one. What becomes of their rights is said before it is done. */
export function OperatorDialog({ operator, onClose }: OperatorDialogProps) {
  const t = useTranslations('chat2desk.operators');
  const texts = useOperatorTexts();
  const { data: rights = [] } = useQuery(accessRightsOptions());
  const creating = useWrite<NewOperator, unknown>(createOperator);
  const changing = useWrite<OperatorChange, unknown>(changeOperator);
  const before = operator ? fieldsOf(operator) : blank;
  // As it was when the dialog was opened: what others change in the meantime stays.
  const [first] = useState(before);
  const [form, setForm] = useState(before);
  const [invalid, setInvalid] = useState(false);
  const edit = (change: Partial<OperatorForm>) => {
    setForm({ ...form, ...change });
    setInvalid(false);
    creating.clear();
    changing.clear();
  };
  const nameOf = (id: string) => rights.find((one) => String(one.id) === id)?.name ?? id;
  const [email, firstName, lastName] = [form.email.trim(), form.firstName.trim(), form.lastName.trim()];
  const isWhole = isEmail(email) && firstName !== '' && lastName !== '' && form.rights !== '';
  const fields = { email, firstName, lastName, rights: Number(form.rights), status: Number(form.status) };
  const fieldInputs = (
    <>
      {!operator && <p>{t('create.lead')}</p>}
      <div className="ui-pair">
        <TextInput
          label={t('firstName')}
          value={form.firstName}
          maxLength={longest}
          autoComplete="off"
          data-autofocus
          error={invalid && firstName === '' && t('missing')}
          onChange={(event) => edit({ firstName: event.currentTarget.value })}
        />
        <TextInput
          label={t('lastName')}
          value={form.lastName}
          maxLength={longest}
          autoComplete="off"
          error={invalid && lastName === '' && t('missing')}
          onChange={(event) => edit({ lastName: event.currentTarget.value })}
        />
      </div>
      <TextInput
        label={t('email')}
        description={t('emailHint')}
        inputMode="email"
        value={form.email}
        autoComplete="off"
        error={invalid && !isEmail(email) && t('emailWrong')}
        onChange={(event) => edit({ email: event.currentTarget.value })}
      />
      <div className="ui-pair">
        <NativeSelect
          label={t('columns.rights')}
          value={form.rights}
          data={[
            ...(form.rights === '' ? [{ value: '', label: t('choose') }] : []),
            ...rights.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          error={invalid && form.rights === '' && t('rightsMissing')}
          onChange={(event) => edit({ rights: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('columns.state')}
          value={form.status}
          data={texts.statuses}
          onChange={(event) => edit({ status: event.currentTarget.value })}
        />
      </div>
      {operator && form.rights !== first.rights && (
        <Notice kind="warning">
          <p>
            {t('change.rights', {
              name: operator.name,
              before: nameOf(first.rights),
              after: nameOf(form.rights),
            })}
          </p>
        </Notice>
      )}
    </>
  );
  if (!operator) {
    const request = (): NewOperator | undefined => {
      setInvalid(!isWhole);
      return isWhole ? { ...wishNow(), fields } : undefined;
    };
    return (
      <ChangeDialog
        title={t('create.title')}
        submit={t('create.submit')}
        writing={creating}
        request={request}
        onClose={onClose}
      >
        {fieldInputs}
      </ChangeDialog>
    );
  }
  const request = (): OperatorChange | 'same' | undefined => {
    setInvalid(!isWhole);
    if (!isWhole) return undefined;
    const changes = changesOf(first, fields);
    return Object.keys(changes).length === 0 ? 'same' : { ...wishNow(), id: operator.id, changes };
  };
  return (
    <ChangeDialog
      title={t('change.title', { name: operator.name })}
      submit={t('change.submit')}
      writing={changing}
      request={request}
      onClose={onClose}
    >
      {fieldInputs}
    </ChangeDialog>
  );
}
