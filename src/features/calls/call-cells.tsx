import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { CallMeeting, RecordedCall } from '#src/api/gateway/calls/calls.ts';
import { formatClock, isoDuration } from '#src/lib/time/stopwatch.ts';
import { paths } from '#src/paths.ts';

interface Of {
  readonly of: RecordedCall;
}

interface Lasting {
  readonly seconds: number | undefined;
  readonly running?: boolean;
}

/** Who called, and the way to the call. */
export function Caller({ of: { id, person, phone } }: Of) {
  const t = useTranslations('calls');
  return (
    <div className="ui-row ui-tight">
      <Link to={paths.call(id)} dir="auto">
        {person ?? phone ?? t('unknownCaller')}
      </Link>
      {person !== undefined && phone !== undefined && (
        <bdi dir="auto" className="ui-note">
          {phone}
        </bdi>
      )}
    </div>
  );
}

/** How long it took, as on a stopwatch. */
export function Length({ of: { seconds, running } }: { readonly of: Lasting }) {
  const t = useTranslations('calls');
  if (running) return <span className="ui-accent">{t('running')}</span>;
  if (seconds === undefined) return <span aria-hidden>–</span>;
  return <time dateTime={isoDuration(seconds * 1000)}>{formatClock(seconds * 1000)}</time>;
}

/** Whether it became a meeting, and the way there. */
export function MeetingOf({ of: { state, running, meeting } }: { readonly of: CallMeeting }) {
  const t = useTranslations('calls.made');
  if (state === 'begun') return <span className="ui-hint">{t(running ? 'inProgress' : 'stopped')}</span>;
  if (meeting === undefined) return <span className="ui-hint">{t('exists')}</span>;
  return <Link to={paths.meeting(meeting)}>{t('open')}</Link>;
}
