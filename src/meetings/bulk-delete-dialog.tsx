import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { forgetMeeting } from '#src/api/forget-meeting.ts';
import { meetingKeys } from '#src/api/meetings.ts';
import type { MeetingListItem } from '#src/api/meetings-normalise.ts';
import { removeMeeting } from '#src/api/save-meeting.ts';
import { batches } from '#src/ui/batch-queue.ts';
import { Dialog, DialogActions } from '#src/ui/dialog.tsx';
import type { BulkDialogProps } from './bulk-actions.ts';
import { BulkNames } from './bulk-names.tsx';

/** Asks before meetings are deleted for good: their number, or the name of the only one, has to be typed. */
export function BulkDeleteDialog({ meetings, onClose, onStarted }: BulkDialogProps) {
  const t = useTranslations('meetings');
  const cancel = useTranslations('dialog')('cancel');
  const queryClient = useQueryClient();
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState(false);
  const count = meetings.length;
  const nameOf = (meeting: MeetingListItem) => meeting.name ?? t('untitled');
  const [only] = meetings;
  const expected = count === 1 && only ? nameOf(only).trim() : String(count);
  const begin = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== expected) {
      setRefused(true);
      return;
    }
    batches.add({
      title: t('bulk.delete.task', { count }),
      items: meetings,
      keyOf: ({ id }) => id,
      labelOf: nameOf,
      run: async ({ id }, signal) => {
        await removeMeeting(id, signal);
        forgetMeeting(queryClient, id);
      },
      onEnd: () => void queryClient.invalidateQueries({ queryKey: meetingKeys.lists }),
    });
    onStarted();
    onClose();
  };
  return (
    <Dialog title={t('bulk.delete.title', { count })} onClose={onClose}>
      {(close) => (
        <form onSubmit={begin}>
          <p>{t('bulk.delete.body')}</p>
          <BulkNames names={meetings.map(nameOf)} />
          <TextInput
            label={
              count === 1
                ? t('bulk.delete.typeName', { name: expected })
                : t('bulk.delete.typeCount', { count })
            }
            value={typed}
            autoComplete="off"
            data-autofocus
            error={refused && t('bulk.delete.mismatch')}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setRefused(false);
            }}
          />
          <DialogActions>
            <Button variant="default" onClick={close}>
              {cancel}
            </Button>
            <Button type="submit" color="red.9">
              {t('bulk.delete.confirm', { count })}
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  );
}
