import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { makeCallMeeting } from '#src/api/claritalk/meetings/make-call-meeting.ts';
import type { CallMeeting, RecordedCall } from '#src/api/gateway/calls.ts';
import { paths } from '#src/paths.ts';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { useMakeTexts } from './use-make-texts.ts';

interface CallMeetingPanelProps {
  readonly call: RecordedCall;
  /** Name or number. */
  readonly caller: string;
  readonly hasTranscription: boolean;
}

const load = () => import('./make-dialog.tsx').then(({ MakeDialog }) => MakeDialog);

/** The meeting that a call became, or the way to make one of it. */
export function CallMeetingPanel({ call, caller, hasTranscription }: CallMeetingPanelProps) {
  const t = useTranslations('calls.make');
  const [isOpen, setOpen] = useState(false);
  const MakeDialog = useOnDemand(load, isOpen);
  const { meeting } = call;
  return (
    <Panel title={t('panel')}>
      {meeting ? (
        <Made call={call} meeting={meeting} caller={caller} />
      ) : (
        <>
          <p>{t(call.running ? 'whenOver' : hasTranscription ? 'lead' : 'leadSoundOnly')}</p>
          {!call.running && (
            <div>
              <Button onClick={() => setOpen(true)}>{t('action')}</Button>
            </div>
          )}
        </>
      )}
      {MakeDialog && <MakeDialog call={call} caller={caller} onClose={() => setOpen(false)} />}
    </Panel>
  );
}

interface MadeProps {
  readonly call: RecordedCall;
  readonly meeting: CallMeeting;
  readonly caller: string;
}

/** How far it is. */
function Made({ call, meeting: made, caller }: MadeProps) {
  const t = useTranslations('calls.make');
  const { state, running, meeting, by, own, sound, parts } = made;
  return (
    <>
      <div role="status">
        {state === 'done' && <p>{t(sound === 'none' ? 'doneWithoutSound' : 'done', { name: by })}</p>}
        {state === 'begun' && running && (
          <p>{t(parts.total > 0 ? 'handingOn' : 'creating', { sent: parts.sent, total: parts.total })}</p>
        )}
      </div>
      {state === 'begun' && !running && <Stopped call={call} caller={caller} isOwn={own} by={by} />}
      {state === 'done' && meeting === undefined && <p className="ui-hint">{t('notYours')}</p>}
      {meeting !== undefined && (
        <p>
          <Link to={paths.meeting(meeting)}>{t('open')}</Link>
        </p>
      )}
    </>
  );
}

interface StoppedProps {
  readonly call: RecordedCall;
  readonly caller: string;
  readonly isOwn: boolean;
  readonly by: string;
}

/** Something has stopped it; whoever began it continues. */
function Stopped({ call, caller, isOwn, by }: StoppedProps) {
  const t = useTranslations('calls.make');
  const making = useWrite(makeCallMeeting);
  const texts = useMakeTexts();
  const refusalText = useRefusalText();
  // The name is that of the first try.
  const run = () => void making.run({ call: call.id, name: t('name', { name: caller }), type: undefined });
  return (
    <>
      <Notice
        kind="warning"
        {...(isOwn && !making.busy ? { action: { label: t('continue'), onClick: run } } : {})}
      >
        <p>{making.busy ? t('continuing') : isOwn ? t('stopped') : t('stoppedOf', { name: by })}</p>
      </Notice>
      <WriteNotice state={making.state} texts={texts} errorText={refusalText} onCheck={() => making.look()} />
    </>
  );
}
