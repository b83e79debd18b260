import { ActionIcon } from '@mantine/core';
import { IconCircleCheck, IconX } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { paths } from '#src/paths.ts';
import classes from './live.module.css';

interface FinishedToastsProps {
  /** The newest first. */
  readonly meetings: readonly MeetingListItem[];
  readonly onClose: (id: string) => void;
}

/** Meetings that finished while the person was doing something else. They stay until they are closed or opened. */
export function FinishedToasts({ meetings, onClose }: FinishedToastsProps) {
  const t = useTranslations('live');
  return (
    <div className={`ui-stack ui-tight ${classes.toasts}`} role="status" data-screen>
      {meetings.map(({ id, name }) => (
        <div key={id} className={`ui-card ui-small ${classes.toast}`}>
          <IconCircleCheck size={20} className="ui-accent" aria-hidden />
          <div className="ui-grow">
            <p className="ui-dimmed">{t('finished.title')}</p>
            <Link to={paths.meeting(id)} className="ui-strong" onClick={() => onClose(id)} dir="auto">
              {name ?? t('unnamed')}
            </Link>
          </div>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('finished.close', { name: name ?? t('unnamed') })}
            onClick={() => onClose(id)}
          >
            <IconX size={17} aria-hidden />
          </ActionIcon>
        </div>
      ))}
    </div>
  );
}
