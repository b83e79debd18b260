import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { refreshMeetingLists } from '#src/api/claritalk/meetings/meeting-cache.ts';
import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { removeMeeting } from '#src/api/claritalk/meetings/save-meeting.ts';
import { doneOrThrow } from '#src/api/client/certain.ts';
import { withoutIsolation } from '#src/i18n/isolation.ts';
import { hasClips } from '#src/services/evidence/on-device.ts';
import { batches } from '#src/services/jobs/batch-queue.ts';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { evidenceKeys } from '../evidence/evidence-place.ts';
import { soundOfMeeting } from '../evidence/sound-of-meeting.ts';
import type { BulkDialogProps } from '../shared/bulk-dialog-props.ts';
import { BulkNames } from './bulk-names.tsx';

/** Asks before meetings are deleted for good: their number, or the name of the only one, has to be typed. */
export function BulkDeleteDialog({ meetings, onClose, onStarted }: BulkDialogProps) {
  const t = useTranslations('meetings');
  const asks = useTranslations('bulk.delete');
  const queryClient = useQueryClient();
  const { data: keepsSound } = useQuery({ queryKey: evidenceKeys.kept, queryFn: hasClips, staleTime: 0 });
  const count = meetings.length;
  const nameOf = (meeting: MeetingListItem) => meeting.name ?? t('untitled');
  const [only] = meetings;
  const expected = count === 1 && only ? nameOf(only).trim() : String(count);
  const begin = () => {
    batches.add({
      title: asks('task', { count }),
      items: meetings,
      keyOf: ({ id }) => id,
      labelOf: nameOf,
      run: async ({ id }, signal, again) => {
        const deleteSound = await soundOfMeeting(queryClient, id);
        doneOrThrow(await removeMeeting(queryClient, id, { signal, again, hasty: true }));
        await deleteSound();
      },
      onEnd: () => void refreshMeetingLists(queryClient),
    });
    onStarted();
    return true;
  };
  return (
    <ConfirmDialog
      title={asks('title', { count })}
      confirm={asks('confirm', { count })}
      proof={{
        label: count === 1 ? asks('typeName', { name: expected }) : asks('typeCount', { count }),
        // Copied from the sentence above, it may contain that sentence's invisible characters.
        isGiven: (typed) => withoutIsolation(typed).trim() === withoutIsolation(expected),
        mismatch: asks('mismatch'),
      }}
      onConfirm={begin}
      onClose={onClose}
    >
      <p>{asks('body')}</p>
      {keepsSound && <p>{asks('sound')}</p>}
      <BulkNames names={meetings.map(nameOf)} />
    </ConfirmDialog>
  );
}
