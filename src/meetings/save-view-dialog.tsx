import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Dialog, DialogActions } from '#src/ui/dialog.tsx';
import { longestName, saveView, viewNamed } from './model/saved-views.ts';
import { useSavedViews } from './saved-views-setting.ts';

interface SaveViewDialogProps {
  /** The address's query that gets a name. */
  readonly search: string;
  readonly onClose: () => void;
}

/** Asks for the name of a view and keeps it. */
export function SaveViewDialog({ search, onClose }: SaveViewDialogProps) {
  const t = useTranslations('meetings.views');
  const cancel = useTranslations('dialog')('cancel');
  const [views, setViews] = useSavedViews();
  const [name, setName] = useState('');
  const [empty, setEmpty] = useState(false);
  const exists = viewNamed(views, name) !== undefined;
  const save = (close: () => void) => (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') {
      setEmpty(true);
      return;
    }
    setViews(saveView(views, name, search));
    close();
  };
  return (
    <Dialog title={t('save')} onClose={onClose}>
      {(close) => (
        <form onSubmit={save(close)}>
          <TextInput
            label={t('name')}
            description={t('saveHint')}
            value={name}
            maxLength={longestName}
            autoComplete="off"
            error={empty && t('nameMissing')}
            onChange={(event) => {
              setName(event.currentTarget.value);
              setEmpty(false);
            }}
          />
          {exists && <p role="status">{t('replaces')}</p>}
          <DialogActions>
            <Button variant="default" onClick={close}>
              {cancel}
            </Button>
            <Button type="submit">{t('keep')}</Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  );
}
