import { Button } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { meaningOfStatus } from '#src/lib/meeting-status.ts';
import { paths } from '#src/paths.ts';
import { Notice } from '#src/ui/notice.tsx';
import { Sentence } from '#src/ui/sentence.tsx';
import { MeetingProgress } from './meeting-progress.tsx';
import classes from './meeting-status-panel.module.css';

const supportAddress = 'support@claritalk.com';

/** Says what is happening to a meeting that is not finished, and what to do about it. */
export function MeetingStatusPanel({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('meeting');
  const quality = useTranslations('meetings.quality');
  switch (meaningOfStatus(meeting.status)) {
    case 'working':
      return <MeetingProgress status={meeting.status ?? ''} />;
    case 'failed':
      return <Failed meeting={meeting} />;
    case 'draft':
      return (
        <Notice kind="info" title={t('draft.title')}>
          <p>{t('draft.body')}</p>
        </Notice>
      );
    default:
      return meeting.qualityFlag ? (
        <Notice kind="warning" title={t('quality.title')}>
          <p>{quality('hint')}</p>
        </Notice>
      ) : null;
  }
}

function Failed({ meeting }: { readonly meeting: Meeting }) {
  const t = useTranslations('meeting.failed');
  return (
    <Notice kind="danger" title={t('title')}>
      {meeting.failureReason && <p>{t('reason', { reason: meeting.failureReason })}</p>}
      <p>{t('body')}</p>
      <ul className={classes.steps}>
        <li>{t('retry')}</li>
        <li>{t('again')}</li>
        <li>
          <Sentence>
            {t.rich('support', {
              id: meeting.id,
              address: supportAddress,
              code: (chunks) => (
                <code>
                  <Sentence>{chunks}</Sentence>
                </code>
              ),
              mail: (chunks) => (
                <a href={`mailto:${supportAddress}`}>
                  <Sentence>{chunks}</Sentence>
                </a>
              ),
            })}
          </Sentence>
        </li>
      </ul>
      <Button
        component={Link}
        to={paths.record()}
        variant="default"
        size="xs"
        mt="xs"
        leftSection={<IconMicrophone size={16} aria-hidden />}
      >
        {t('action')}
      </Button>
    </Notice>
  );
}
