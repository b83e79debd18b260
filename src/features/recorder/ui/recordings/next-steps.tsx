import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import { meaningOfStatus } from '#src/lib/meeting-status.ts';
import { paths } from '#src/paths.ts';
import type { Elements } from '#src/ui/elements.ts';
import { StatusBadge } from '#src/ui/status-badge.tsx';
import classes from '../../record-page.module.css';

const pollEveryMs = 3000;

interface NextStepsProps {
  readonly meetingId: string;
  /** Further buttons. */
  readonly children: Elements;
}

/** What Claritalk makes of the recording; refreshed automatically until there is nothing more to wait for. */
export function NextSteps({ meetingId, children }: NextStepsProps) {
  const t = useTranslations('recorder.next');
  const meeting = useQuery({
    ...meetingOptions(meetingId),
    // A failed check is no reason to stop checking.
    refetchInterval: ({ state }) => (isSettled(state.data?.status) ? false : pollEveryMs),
  });
  const status = meeting.data?.status;
  const meaning = meaningOfStatus(status);
  return (
    <section className={`ui-stack ui-over ${classes.next}`} aria-labelledby="recorder-next">
      <div className="ui-between">
        <h3 id="recorder-next" className={classes.subheading}>
          {t('heading')}
        </h3>
        {meeting.data && <StatusBadge status={status} />}
      </div>
      <p role="status">{t(meaning === 'final' || meaning === 'failed' ? meaning : 'working')}</p>
      <div className={`ui-row ${classes.actions}`}>
        <Button component={Link} to={paths.meeting(meetingId)}>
          {t('open')}
        </Button>
        {children}
      </div>
    </section>
  );
}

function isSettled(status: string | undefined): boolean {
  const meaning = meaningOfStatus(status);
  return meaning === 'final' || meaning === 'failed';
}
