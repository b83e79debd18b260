import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type HoldChange, type RetentionHold, setHold } from '#src/api/gateway/retention/retention.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { SaveResult } from './save-result.tsx';

interface HoldDialogProps {
  readonly holds: readonly RetentionHold[];
  readonly onClose: () => void;
}

/** Puts a dossier on hold, with a reason. */
export function HoldDialog({ holds, onClose }: HoldDialogProps) {
  const t = useTranslations('retention.holds');
  const writing = useWrite<HoldChange, unknown>(setHold);
  const { data } = useQuery(dossiersOptions());
  const free = (data ?? []).filter(({ id }) => !holds.some(({ dossier }) => dossier === id));
  const [dossier, setDossier] = useState('');
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const chosen = free.find(({ id }) => id === dossier);
  const isRight = chosen !== undefined && reason.trim() !== '';
  const submit = () => {
    setChecked(true);
    if (!isRight) return false;
    return writing.run({
      ...wishNow(),
      dossier: chosen.id,
      name: chosen.name,
      reason: reason.trim(),
      held: true,
    });
  };
  return (
    <FormDialog
      title={t('add')}
      submit={t('hold')}
      busy={writing.busy}
      problem={<SaveResult of={writing} what="holds" />}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        label={t('dossier')}
        value={dossier}
        data-autofocus
        error={checked && !chosen && t('dossierMissing')}
        onChange={({ currentTarget: { value } }) => setDossier(value)}
        data={[
          { value: '', label: t('choose') },
          ...free.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <TextInput
        label={t('reason')}
        value={reason}
        maxLength={500}
        error={checked && reason.trim() === '' && t('reasonMissing')}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
    </FormDialog>
  );
}
