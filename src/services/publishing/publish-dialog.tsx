import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { publicationKeys, publishingOptions } from '#src/api/gateway/published/publications.ts';
import { FormDialog } from '#src/ui/dialog/form-dialog.tsx';
import { SkeletonFields } from '#src/ui/dialog/skeleton-fields.tsx';
import { recordingsOf } from '../device-recordings/device-recordings.ts';
import { ErrorState } from '../problems/error-state.tsx';
import { PublishForm } from './publish-form.tsx';

interface PublishDialogProps {
  readonly meeting: string;
  /** The recording on this device that is chosen at first. */
  readonly recording?: string;
  readonly onClose: () => void;
}

/** Publishes a recording of a meeting in Claap. */
export function PublishDialog({ meeting: id, recording, onClose }: PublishDialogProps) {
  const t = useTranslations('publishing');
  const { data: user } = useQuery(currentUserQuery());
  const meeting = useQuery(meetingOptions(id));
  const facts = useQuery(publishingOptions(id));
  const uuid = user?.uuid;
  const onDevice = useQuery({
    queryKey: [...publicationKeys.meeting(id), 'on-device', uuid],
    queryFn: () => recordingsOf(uuid ?? '', id),
    enabled: uuid !== undefined,
    staleTime: 0,
  });
  const failed = [meeting, facts].find(({ isError, data }) => isError && !data);
  if (user && meeting.data && facts.data && onDevice.data) {
    return (
      <PublishForm
        user={user}
        meeting={meeting.data}
        facts={facts.data}
        recordings={onDevice.data}
        recording={recording}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog title={t('title')} submit={undefined} onSubmit={() => false} onClose={onClose}>
      {failed === undefined ? (
        <SkeletonFields count={5} />
      ) : (
        <ErrorState title={t('failed')} error={failed.error} onRetry={() => void failed.refetch()} />
      )}
    </FormDialog>
  );
}
