import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { OwnMeeting } from '#src/api/claritalk/connect.ts';
import { paths } from '#src/paths.ts';
import type { Write } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Waiting } from '#src/ui/waiting.tsx';
import classes from './connect.module.css';
import { useConnectError } from './use-connect-error.ts';

interface ActiveRecordingProps {
  readonly meeting: OwnMeeting;
  readonly stop: Write<OwnMeeting, unknown>;
}

/** The meeting that is being recorded, with a way to stop it. */
export function ActiveRecording({ meeting, stop }: ActiveRecordingProps) {
  const t = useTranslations('connect.recording');
  const errorText = useConnectError();
  const untitled = useTranslations('meetings')('untitled');
  const { state } = stop;
  const isOwn = state.phase !== 'idle' && state.of.id === meeting.id;
  return (
    <div className={`ui-between ${classes.active}`}>
      <p className={`ui-line ${classes.live}`}>
        <span className={`ui-fixed ${classes.dot}`} aria-hidden />
        <span>
          <span>{`${t('running')} `}</span>
          <Link to={paths.meeting(meeting.id)} dir="auto">
            {meeting.name ?? untitled}
          </Link>
        </span>
      </p>
      <Button
        color="red.9"
        leftSection={<IconPlayerStop size={18} aria-hidden />}
        loading={stop.busy}
        onClick={() => void stop.run(meeting)}
      >
        {t('stop')}
      </Button>
      <div role="status">
        {isOwn && state.phase === 'writing' && <Waiting text={t('stopping')} since={state.since} />}
        {isOwn && state.phase === 'refused' && (
          <Notice kind="danger" title={t('notStopped')}>
            <p>{errorText(state.error)}</p>
          </Notice>
        )}
      </div>
      {isOwn && state.phase !== 'refused' && (
        <WriteNotice state={state} texts={{ unknown: t('stopUnknown'), found: '', notDone: '' }} />
      )}
    </div>
  );
}
