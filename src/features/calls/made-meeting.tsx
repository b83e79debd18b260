import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { CallMeeting, RecordedCall } from '#src/api/gateway/calls/calls.ts';
import { paths } from '#src/paths.ts';
import { StoppedMeeting } from './stopped-meeting.tsx';

interface MadeMeetingProps {
  readonly call: RecordedCall;
  readonly meeting: CallMeeting;
  readonly caller: string;
}

/** How far the meeting of a call is. */
export function MadeMeeting({ call, meeting: made, caller }: MadeMeetingProps) {
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
      {state === 'begun' && !running && <StoppedMeeting call={call} caller={caller} isOwn={own} by={by} />}
      {state === 'done' && meeting === undefined && <p className="ui-hint">{t('notYours')}</p>}
      {meeting !== undefined && (
        <p>
          <Link to={paths.meeting(meeting)}>{t('open')}</Link>
        </p>
      )}
    </>
  );
}
