import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { command, type OwnMeeting, recordingCommand } from '#src/api/connect.ts';
import type { CurrentUser } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { Notice } from '#src/ui/notice.tsx';
import classes from './connect.module.css';
import { useConnectError } from './use-connect-error.ts';
import { Waiting } from './waiting.tsx';

interface ActiveRecordingProps {
  readonly meeting: OwnMeeting;
  readonly self: CurrentUser;
  readonly onStopped: () => void;
}

/** The meeting that is being recorded, and the way to end it. */
export function ActiveRecording({ meeting, self, onStopped }: ActiveRecordingProps) {
  const t = useTranslations('connect.recording');
  const errorText = useConnectError();
  const untitled = useTranslations('meetings')('untitled');
  const queryClient = useQueryClient();
  const stopped = useMutation({
    mutationFn: () => command(queryClient, recordingCommand('stopRecording', self.uuid, meeting.id, false)),
    onSuccess: onStopped,
  });
  return (
    <div className={classes.active}>
      <p className={classes.live}>
        <span className={classes.dot} aria-hidden />
        <span>
          {t('running')} <Link to={paths.meeting(meeting.id)}>{meeting.name ?? untitled}</Link>
        </span>
      </p>
      <Button
        color="red.9"
        leftSection={<IconPlayerStop size={18} aria-hidden />}
        loading={stopped.isPending}
        onClick={() => stopped.mutate()}
      >
        {t('stop')}
      </Button>
      <div role="status" className={classes.status}>
        {stopped.isPending && <Waiting text={t('stopping')} since={stopped.submittedAt} />}
        {stopped.isError && (
          <Notice kind="danger" title={t('notStopped')}>
            <p>{errorText(stopped.error)}</p>
          </Notice>
        )}
      </div>
    </div>
  );
}
