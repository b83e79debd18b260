import { useTranslations } from 'use-intl';
import type { OpenCall } from '#src/api/gateway/calls/calls.ts';
import { formatClock } from '#src/lib/time/stopwatch.ts';
import { Facts } from '#src/ui/facts.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { CallMeetingPanel } from './call-meeting-panel.tsx';
import { CallSound } from './call-sound.tsx';
import { turnsOf } from './turns.ts';

/** A call: its meeting, whom it was from, and what was said. */
export function Call({ open }: { readonly open: OpenCall }) {
  const t = useTranslations('calls');
  const { call, transcription, email, line } = open;
  const caller = call.person ?? call.phone ?? t('unknownCaller');
  return (
    <>
      <PageHeader
        title={t('with', { name: caller })}
        lead={call.running ? t('stillRunning') : <Moment at={call.at} />}
      />
      <div className="ui-stack">
        <CallMeetingPanel call={call} caller={caller} hasTranscription={transcription !== undefined} />
        <Panel title={t('facts.title')}>
          <Facts
            of={[
              call.person !== undefined && [t('facts.caller'), call.person],
              call.phone !== undefined && [
                t('facts.phone'),
                <bdi dir="auto" key="phone">
                  {call.phone}
                </bdi>,
              ],
              email !== undefined && [t('facts.email'), <Address key="email" of={email} />],
              line !== undefined && [
                t('facts.line'),
                <bdi dir="auto" key="line">
                  {line}
                </bdi>,
              ],
              [t('facts.when'), <Moment key="when" at={call.at} />],
              call.seconds !== undefined && [t('facts.length'), formatClock(call.seconds * 1000)],
            ]}
          />
        </Panel>
        <CallSound call={call} />
        <Panel title={t('transcription')}>
          {transcription === undefined ? (
            <p className="ui-hint">{t(call.running ? 'transcriptionLater' : 'noTranscription')}</p>
          ) : (
            turnsOf(transcription).map(({ at, text }) => (
              <p key={at} dir="auto">
                {text}
              </p>
            ))
          )}
        </Panel>
      </div>
    </>
  );
}

/** An e-mail address, which breaks before its host where it has to. */
function Address({ of }: { readonly of: string }) {
  const host = Math.max(0, of.lastIndexOf('@'));
  return (
    <bdi>
      <span dir="auto">{of.slice(0, host)}</span>
      <wbr />
      <span dir="auto">{of.slice(host)}</span>
    </bdi>
  );
}
