import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import { arrivesWithinMs } from '#contract/gateway/sent.ts';
import { canSendAgain } from '#src/api/chat2desk/send-again.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import type { SentContent, SentEntry } from '#src/api/gateway/sent.ts';
import { cancelEntry, lookUpEntry } from '#src/api/gateway/sent-actions.ts';
import { paths } from '#src/paths.ts';
import { SharedPdf } from '#src/services/conversations/shared-pdf.tsx';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { focusAfterRendering } from '#src/ui/keyboard/focus-after-rendering.ts';
import { Notice } from '#src/ui/notice.tsx';
import { MeetingName } from './meeting-name.tsx';
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
  const [isSent, setSent] = useState(false);
  const wasSent = useRef(false);
  const said = useRef<HTMLDivElement>(null);
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
        {dialog !== undefined && <Link to={paths.conversation(dialogId(dialog))}>{t('conversation')}</Link>}
        {entry.operation === 'createRecording' && <Link to={paths.publications()}>{t('publications')}</Link>}
        {meetings.map((meeting) => (
          <Link key={meeting} to={paths.meeting(meeting)}>
            <MeetingName meeting={meeting} />
          </Link>
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
      <div ref={said} role="status" tabIndex={-1}>
        {isSent && (
          <Notice kind="info">
            <p dir="auto">{t('retried')}</p>
          </Notice>
        )}
        {looking.state.phase === 'done' && <Looked entry={looking.state.value} system={system} />}
        {cancelling.state.phase === 'done' && (
          <Notice kind="info">
            <p dir="auto">{t('cancelled')}</p>
          </Notice>
        )}
      </div>
      {asks && content && (
        <SendAgainDialog
          entry={entry}
          content={content}
          onDone={() => {
            wasSent.current = true;
            setSent(true);
          }}
          onClose={() => {
            setAsks(false);
            // Once it was sent again, the button that had the focus is gone.
            if (wasSent.current) focusAfterRendering(() => said.current?.focus());
          }}
        />
      )}
    </>
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
