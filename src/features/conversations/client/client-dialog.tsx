import '@mantine/core/styles/Input.layer.css';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type ClientFields, changeClient } from '#src/api/chat2desk/change-client.ts';
import type { ClientCard, ClientField } from '#src/api/chat2desk/clients.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { Named } from '#src/api/gateway/conversations.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { useChangeTexts } from '../use-change-texts.ts';
import { changesOf, formOf } from './client-form.ts';

interface ClientDialogProps {
  readonly client: Named;
  readonly card: ClientCard;
  readonly ownFields: readonly ClientField[];
  readonly isAdmin: boolean;
  readonly onClose: () => void;
}

const longest = { name: 255, phone: 64, relation: 255, own: 2_000 } as const;

/** Changes what is known about a client, for everyone at the company. */
export function ClientDialog({ client, card, ownFields, isAdmin, onClose }: ClientDialogProps) {
  const t = useTranslations('conversations.client');
  const texts = useChangeTexts();
  const changing = useWrite(changeClient);
  const editable = ownFields.filter((one) => one.editable);
  // As it was when the dialog was opened: what others change in the meantime stays.
  const [before] = useState(() => formOf(card, editable));
  const [form, setForm] = useState(before);
  const edit = (change: Partial<ClientFields>) => {
    setForm({ ...form, ...change });
    changing.clear();
  };
  const submit = () => {
    const changes = changesOf(before, form);
    if (Object.keys(changes).length === 0) return true;
    return changing.run({ ...wishNow(), client: client.id, changes });
  };
  return (
    <FormDialog
      title={t('changeOf', { name: client.name })}
      submit={t('save')}
      busy={changing.busy}
      problem={<WriteResult of={changing} texts={texts} />}
      onSubmit={submit}
      onClose={onClose}
    >
      <p dir="auto">{t('changeLead')}</p>
      <TextInput
        label={t('name')}
        description={t('nameHint')}
        value={form.name}
        placeholder={before.name === '' ? client.name : ''}
        maxLength={longest.name}
        autoComplete="off"
        dir="auto"
        data-autofocus
        onChange={(event) => edit({ name: event.currentTarget.value })}
      />
      <div className="ui-pair">
        <TextInput
          label={t('phone')}
          inputMode="tel"
          value={form.phone}
          maxLength={longest.phone}
          autoComplete="off"
          onChange={(event) => edit({ phone: event.currentTarget.value })}
        />
        {isAdmin && (
          <TextInput
            label={t('relation')}
            value={form.relation}
            maxLength={longest.relation}
            autoComplete="off"
            onChange={(event) => edit({ relation: event.currentTarget.value })}
          />
        )}
        {editable.map((field) => (
          <OwnInput
            key={field.id}
            field={field}
            value={form.own[field.id] ?? ''}
            onEdit={(value) => edit({ own: { ...form.own, [field.id]: value } })}
          />
        ))}
      </div>
      {isAdmin && form.relation.trim() !== before.relation && (
        <p className="ui-note" dir="auto">
          {t('relationHint')}
        </p>
      )}
    </FormDialog>
  );
}

interface OwnInputProps {
  readonly field: ClientField;
  readonly value: string;
  readonly onEdit: (value: string) => void;
}

/** A field of the company's own. A value that is no longer a choice stays one. */
function OwnInput({ field: { name, choices }, value, onEdit }: OwnInputProps) {
  if (!choices) {
    return (
      <TextInput
        label={name}
        value={value}
        maxLength={longest.own}
        autoComplete="off"
        dir="auto"
        onChange={(event) => onEdit(event.currentTarget.value)}
      />
    );
  }
  const all = [...new Set(['', ...choices, value])];
  return (
    <NativeSelect
      label={name}
      value={value}
      data={all.map((one) => ({ value: one, label: one === '' ? '–' : one }))}
      onChange={(event) => onEdit(event.currentTarget.value)}
    />
  );
}
