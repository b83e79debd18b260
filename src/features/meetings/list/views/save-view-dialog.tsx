import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { longestName, saveView, viewNamed } from '../model/saved-views.ts';
import { useSavedViews } from './saved-views-setting.ts';

interface SaveViewDialogProps {
  /** The address's query to be named. */
  readonly search: string;
  readonly onClose: () => void;
}

/** Asks for the name of a view and keeps it. */
export function SaveViewDialog({ search, onClose }: SaveViewDialogProps) {
  const t = useTranslations('meetings.views');
  const [views, setViews] = useSavedViews();
  const [name, setName] = useState('');
  const [empty, setEmpty] = useState(false);
  const exists = viewNamed(views, name) !== undefined;
  const save = () => {
    const isNamed = name.trim() !== '';
    if (isNamed) setViews(saveView(views, name, search));
    setEmpty(!isNamed);
    return isNamed;
  };
  return (
    <FormDialog title={t('save')} submit={t('keep')} onSubmit={save} onClose={onClose}>
      <TextInput
        label={t('name')}
        description={t('saveHint')}
        value={name}
        maxLength={longestName}
        autoComplete="off"
        data-autofocus
        error={empty && t('nameMissing')}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setEmpty(false);
        }}
      />
      {exists && <p role="status">{t('replaces')}</p>}
    </FormDialog>
  );
}
