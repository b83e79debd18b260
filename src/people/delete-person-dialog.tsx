import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTranslations } from 'use-intl';
import { removeUser } from '#src/api/people.ts';
import type { User } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { Dialog, DialogActions } from '#src/ui/dialog.tsx';
import { useOutcomeText } from '#src/ui/use-outcome-text.ts';
import { WhyForbidden } from '#src/ui/why-forbidden.tsx';
import classes from './people.module.css';

interface DeletePersonDialogProps {
  readonly user: User;
  readonly onClose: () => void;
}

/** Asks before somebody is deleted: their e-mail address has to be typed, or the UUID of whoever has none. */
export function DeletePersonDialog({ user, onClose }: DeletePersonDialogProps) {
  const t = useTranslations('people.delete');
  const cancel = useTranslations('dialog')('cancel');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const outcomeText = useOutcomeText();
  const [typed, setTyped] = useState('');
  const [mismatch, setMismatch] = useState(false);
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [key] = useState(() => crypto.randomUUID());
  const expected = user.email ?? user.uuid;
  const remove = async () => {
    setWorking(true);
    setFailure(undefined);
    try {
      await removeUser(queryClient, user.uuid, { key });
      onClose();
      void navigate(paths.people());
    } catch (error) {
      setFailure(error);
      setWorking(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (working) return;
    if (typed.trim().toLowerCase() === expected.toLowerCase()) void remove();
    else setMismatch(true);
  };
  return (
    <Dialog title={t('title', { name: user.name })} onClose={onClose}>
      {(close) => (
        <form onSubmit={submit}>
          <p>{t('body')}</p>
          <TextInput
            label={t('type', { email: expected })}
            value={typed}
            autoComplete="off"
            data-autofocus
            error={mismatch && t('mismatch')}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setMismatch(false);
            }}
          />
          {failure !== undefined && (
            <p role="alert" className={classes.problem}>
              {outcomeText(failure, t('notDeleted'), t('unsure'))} <WhyForbidden error={failure} />
            </p>
          )}
          <DialogActions>
            <Button variant="default" onClick={close}>
              {cancel}
            </Button>
            <Button type="submit" color="red.9" loading={working}>
              {t('button')}
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  );
}
