import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { arrivesWithinMs } from '#contract/gateway/sent.ts';
import { canSendAgain } from '#src/api/chat2desk/send-again.ts';
import { meetingOptions } from '#src/api/claritalk/meetings/meetings.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { SentContent, SentEntry } from '#src/api/gateway/sent.ts';
import { cancelEntry, lookUpEntry } from '#src/api/gateway/sent-actions.ts';
import { paths } from '#src/paths.ts';
import { SharedPdf } from '#src/services/conversations/shared-pdf.tsx';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { SendAgainDialog } from './send-again-dialog.tsx';

interface SentActionsProps {
  readonly entry: SentEntry;
  /** Undefined while it is on its way. */
  readonly content: SentContent | undefined;
  /** Name of the system. */
  readonly system: string;
}

/** What can be done about an entry, and where it leads. */
export function SentActions({ entry, content, system }: SentActionsProps) {
  const t = useTranslations('sent.actions');
  const [asks, setAsks] = useState(false);
  const looking = useWrite(lookUpEntry);
  const cancelling = useWrite(cancelEntry);
  const { id, waiting, canLook, dialog, meetings, shared } = entry;
  const again = canSendAgain(entry) && content?.body !== undefined;
  return (
    <>
      <div className="ui-row ui-tight">
        {waiting && (
          <Button
            size="compact-sm"
            variant="default"
            loading={cancelling.busy}
            onClick={() => void cancelling.run({ id, ...wishNow() })}
          >
            {t('cancel')}
          </Button>
        )}
        {canLook && (
          <Button
            size="compact-sm"
            variant="default"
            loading={looking.busy}
            onClick={() => void looking.run({ id, ...wishNow() })}
          >
            {t('look', { system })}
          </Button>
        )}
        {again && (
          <Button size="compact-sm" variant="default" onClick={() => setAsks(true)}>
            {t('retry')}
          </Button>
        )}
        {dialog !== undefined && <Link to={paths.conversation(dialog)}>{t('conversation')}</Link>}
        {meetings.map((meeting) => (
          <MeetingLink key={meeting} meeting={meeting} />
        ))}
      </div>
      {shared && <SharedPdf file={shared} client={undefined} />}
      <WriteNotice
        state={cancelling.state}
        texts={{ unknown: t('cancelUnknown'), found: t('cancelFound'), notDone: t('notCancelled') }}
        onCheck={() => cancelling.look()}
      />
      <WriteNotice
        state={looking.state}
        texts={{ unknown: t('lookUnknown'), found: t('lookFound'), notDone: t('notLooked') }}
        onCheck={() => looking.look()}
      />
      <div role="status">
        {looking.state.phase === 'done' && <Looked entry={looking.state.value} system={system} />}
        {cancelling.state.phase === 'done' && (
          <Notice kind="info">
            <p dir="auto">{t('cancelled')}</p>
          </Notice>
        )}
      </div>
      {asks && content && <SendAgainDialog entry={entry} content={content} onClose={() => setAsks(false)} />}
    </>
  );
}

/** To a meeting, by its name where the reader may read it. */
function MeetingLink({ meeting }: { readonly meeting: string }) {
  const t = useTranslations('sent.actions');
  const { data } = useQuery({ ...meetingOptions(meeting), retry: false });
  return (
    <Link to={paths.meeting(meeting)} dir="auto">
      {data?.name === undefined ? t('meeting') : t('meetingOf', { name: data.name })}
    </Link>
  );
}

/** What someone who has looked learns. */
function Looked({ entry, system }: Pick<SentActionsProps, 'entry' | 'system'>) {
  const t = useTranslations('sent.actions');
  const { state, endedAt, at } = entry;
  if (state !== 'unknown') {
    return (
      <Notice kind="info">
        <p dir="auto">{t(state === 'done' ? 'found' : 'absent', { system })}</p>
      </Notice>
    );
  }
  const lastsMs = ((endedAt ?? at)?.getTime() ?? 0) + arrivesWithinMs - (entry.lookedAt?.getTime() ?? 0);
  const minutes = Math.ceil(lastsMs / 60_000);
  return (
    <Notice kind="warning">
      <p dir="auto">{minutes > 0 ? t('unseen', { system, minutes }) : t('cannotTell', { system })}</p>
    </Notice>
  );
}

/** How an entry is tied to others, and when someone looked. */
export function SentHistory({ entry, system }: Pick<SentActionsProps, 'entry' | 'system'>) {
  const t = useTranslations('sent.explained');
  const format = useFormatter();
  const { state, lookedAt, retryOf, retriedBy } = entry;
  const isLooked = state === 'unknown' && lookedAt !== undefined;
  const at = lookedAt && format.dateTime(lookedAt, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      {retryOf !== undefined && <p dir="auto">{t('retryOf')}</p>}
      {retriedBy !== undefined && <p dir="auto">{t('retriedBy')}</p>}
      {isLooked && <p dir="auto">{t('looked', { system, at: at ?? '' })}</p>}
    </>
  );
}
