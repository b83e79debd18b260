import { Skeleton } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/client/errors.ts';
import { callOptions, type OpenCall } from '#src/api/gateway/calls.ts';
import { formatClock } from '#src/lib/stopwatch.ts';
import { paths, requiredParam } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useRefusalText } from '#src/services/problems/use-refusal-text.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { Facts } from '#src/ui/facts.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { CallMeetingPanel } from './call-meeting-panel.tsx';
import { turnsOf } from './turns.ts';

/** One recorded call. */
export function Component() {
  const t = useTranslations('calls');
  const id = requiredParam(useParams(), 'id');
  const refusalText = useRefusalText();
  const { data, error, isError, refetch } = useQuery(callOptions(id));
  const failed = isError && !data ? error : undefined;
  return (
    <>
      <BackLink to={paths.calls()} label={t('back')} />
      {data ? (
        <Open key={id} open={data} />
      ) : (
        <>
          <PageHeader title={t('one')} />
          {failed && isHidden(failed) && <EmptyState icon={IconPhone} text={refusalText(failed)} />}
          {failed && !isHidden(failed) && (
            <ErrorState error={failed} title={t('oneFailed')} onRetry={() => void refetch()} />
          )}
          {!failed && (
            <div className="ui-stack" aria-hidden>
              <Skeleton height={120} radius="lg" />
              <Skeleton height={240} radius="lg" />
            </div>
          )}
        </>
      )}
    </>
  );
}

/** To the reader it is not there; why, is said instead of offering to try again. */
const isHidden = (error: unknown) => error instanceof ApiError && error.refusal?.code === 'call-hidden';

function Open({ open }: { readonly open: OpenCall }) {
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
              call.phone !== undefined && [t('facts.phone'), <bdi key="phone">{call.phone}</bdi>],
              email !== undefined && [t('facts.email'), email],
              line !== undefined && [t('facts.line'), <bdi key="line">{line}</bdi>],
              [t('facts.when'), <Moment key="when" at={call.at} />],
              call.seconds !== undefined && [t('facts.length'), formatClock(call.seconds * 1000)],
            ]}
          />
        </Panel>
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
