import { Button } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { RecordingView } from '#src/features/recorder/engine/recorder-snapshot.ts';
import { formatClock } from '#src/lib/time/stopwatch.ts';
import { paths } from '#src/paths.ts';
import classes from './recovery-notice.module.css';

export interface RecoveryNoticeProps {
  /** At least one. */
  readonly recordings: readonly RecordingView[];
  readonly onSeen: () => void;
}

/** Says calmly that what was recorded before a crash is safe. It is shown above the page and moves nothing. */
export function RecoveryNotice({ recordings, onSeen }: RecoveryNoticeProps) {
  const t = useTranslations('recorder.recovery');
  const stored = recordings[0]?.stored;
  const count = recordings.length;
  return (
    <section className={`ui-card ${classes.notice}`} aria-labelledby="recorder-recovery">
      <IconMicrophone size={22} className="ui-accent" aria-hidden />
      <div className="ui-grow">
        <div role="status">
          <h2 id="recorder-recovery" className={classes.title}>
            {t('title', { count })}
          </h2>
          <p className={`ui-hint ${classes.text}`}>
            {t('body', { count, name: stored?.name ?? '', duration: formatClock(stored?.durationMs ?? 0) })}
          </p>
        </div>
        <div className="ui-row">
          <Button size="xs" component={Link} to={paths.record()} onClick={onSeen}>
            {t('open')}
          </Button>
          <Button size="xs" variant="subtle" onClick={onSeen}>
            {t('later')}
          </Button>
        </div>
      </div>
    </section>
  );
}
