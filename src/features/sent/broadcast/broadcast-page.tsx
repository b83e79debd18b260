import { Button, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import {
  type BroadcastDetail,
  type BroadcastRecipient,
  broadcastOptions,
  cancelIt,
  continueIt,
  lookIt,
  type RecipientState,
} from '#src/api/gateway/published/broadcasts.ts';
import { paths, requiredParam } from '#src/paths.ts';
import { CsvDownload } from '#src/services/csv/csv-download.tsx';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { useKeptRefusalWords } from '#src/services/problems/kept-refusals.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { SkeletonList } from '#src/ui/list/skeleton-list.tsx';
import { Table } from '#src/ui/list/table.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { useCountsText } from './use-counts-text.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

/** A broadcast: how far it is, and what became of it for each person. */
export function Component() {
  const t = useTranslations('broadcasts');
  const format = useFormatter();
  const id = requiredParam(useParams(), 'id');
  const { data, isError, error, refetch } = useQuery(broadcastOptions(id));
  const at = data?.at && format.dateTime(data.at, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      <BackLink to={paths.broadcasts()} label={t('title')} />
      <PageHeader
        title={data ? (data.subject ?? t(`one.${data.way}`)) : t('title')}
        lead={data && t('by', { name: data.by, at: at ?? '', way: t(`ways.${data.way}`) })}
      />
      {data ? (
        <div className="ui-parts">
          <Progressing broadcast={data} />
          <Panel title={t('message')}>
            <p dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {data.text}
            </p>
          </Panel>
          <Results broadcast={data} />
        </div>
      ) : isError ? (
        <ErrorState error={error} title={t('failedToLoad')} onRetry={() => void refetch()} />
      ) : (
        <SkeletonList />
      )}
    </>
  );
}

const moving = ['waiting', 'sending'] as const;

function Progressing({ broadcast }: { readonly broadcast: BroadcastDetail }) {
  const t = useTranslations('broadcasts');
  const words = useKeptRefusalWords();
  const countsText = useCountsText();
  const [asks, setAsks] = useState(false);
  const cancelling = useWrite(cancelIt);
  const continuing = useWrite(continueIt);
  const looking = useWrite(lookIt);
  const { id, state, counts, problem, recipients } = broadcast;
  const left = useSecondsLeft(state === 'waiting' ? broadcast.sendAt : undefined);
  const isMoving = moving.some((one) => one === state);
  const toSend = (counts.waiting ?? 0) + (counts['not-sent'] ?? 0);
  const mayContinue = (state === 'stopped' || state === 'done') && toSend > 0;
  const unknown = counts.unknown ?? 0;
  const total = recipients.length - (counts.excluded ?? 0);
  const tried = total - (counts.waiting ?? 0) - (counts.sending ?? 0);
  const cancel = () => void cancelling.run({ id });
  return (
    <Panel title={t('progress')}>
      {state === 'waiting' && (
        <Notice kind="warning" title={t('leavesIn', { seconds: left })}>
          <p>{t('stillCancel')}</p>
        </Notice>
      )}
      <p role="status" dir="auto">
        {countsText(broadcast)}
      </p>
      {state === 'sending' && (
        <Progress value={total === 0 ? 100 : (tried / total) * 100} aria-label={t('progress')} />
      )}
      {problem && (
        <Notice kind="danger" title={t('stoppedBecause')}>
          <p dir="auto">{words(problem) ?? t('states.stopped')}</p>
          <p>{t('stoppedHint')}</p>
        </Notice>
      )}
      {unknown > 0 && (
        <Notice kind="warning" title={t('unknownTitle', { count: unknown })}>
          <p>{t('unknownHint')}</p>
        </Notice>
      )}
      <div className="ui-row ui-tight">
        {(isMoving || state === 'stopped') && (
          <Button variant="default" color="red" loading={cancelling.busy} onClick={cancel}>
            {t(state === 'waiting' ? 'cancel' : 'cancelRest')}
          </Button>
        )}
        {mayContinue && (
          <Button variant="default" loading={continuing.busy} onClick={() => setAsks(true)}>
            {t('continue', { count: toSend })}
          </Button>
        )}
        {(unknown > 0 || (counts.accepted ?? 0) > 0) && !isMoving && (
          <Button
            variant="default"
            loading={looking.busy || broadcast.looking}
            onClick={() => void looking.run({ id })}
          >
            {t('look')}
          </Button>
        )}
      </div>
      <WriteNotice
        state={cancelling.state}
        texts={{ unknown: t('cancelUnknown'), found: t('cancelFound'), notDone: t('cancelNotDone') }}
        onCheck={() => cancelling.look()}
      />
      <WriteNotice
        state={looking.state}
        texts={{ unknown: t('lookLost'), found: t('lookLost'), notDone: t('lookLost') }}
      />
      {asks && (
        <ConfirmDialog
          title={t('continue', { count: toSend })}
          confirm={t('continueConfirm')}
          busy={continuing.busy}
          proof={{
            label: t('typeNumber', { count: toSend }),
            isGiven: (typed) => typed.trim() === String(toSend),
            mismatch: t('otherNumber', { count: toSend }),
          }}
          problem={
            <WriteNotice
              state={continuing.state}
              texts={{ unknown: t('startUnknown'), found: t('startFound'), notDone: t('continueNotDone') }}
              onCheck={() => continuing.look()}
            />
          }
          onConfirm={() => continuing.run({ id })}
          onClose={() => setAsks(false)}
        >
          <p>{t('continueLead')}</p>
        </ConfirmDialog>
      )}
    </Panel>
  );
}

/** What needs someone first, who never was to get it last. */
const places: readonly (readonly RecipientState[])[] = [
  ['unknown', 'not-sent', 'refused', 'failed'],
  ['sending', 'waiting', 'accepted', 'delivered', 'cancelled'],
  ['excluded'],
];

const inOrder = (recipients: readonly BroadcastRecipient[]) =>
  places.flatMap((states) => recipients.filter(({ state }) => states.includes(state)));

function Results({ broadcast }: { readonly broadcast: BroadcastDetail }) {
  const t = useTranslations('broadcasts');
  const words = useKeptRefusalWords();
  const { recipients, way, id } = broadcast;
  const stateOf = ({ state }: BroadcastRecipient) => t(`recipient.${state}`, { way });
  const whyOf = ({ exclusion, problem, said }: BroadcastRecipient) =>
    exclusion ? t(`exclusions.${exclusion}`) : (words(problem) ?? said ?? '');
  const nameOf = ({ name }: BroadcastRecipient) => name || t('nameless');
  return (
    <Panel title={t('results')}>
      <div className="ui-row ui-tight">
        <CsvDownload
          name={`claritalk-broadcast-${id.slice(0, 8)}`}
          read={async () => ({ entries: recipients, more: false })}
          empty={recipients.length === 0}
          columns={[
            { title: t('columns.name'), cell: nameOf },
            { title: t(`address.${way}`), cell: ({ address }) => address },
            { title: t('columns.state'), cell: stateOf },
            { title: t('columns.why'), cell: whyOf },
            { title: t('columns.left'), cell: ({ at }) => at?.toISOString() ?? '' },
          ]}
        />
        <Link to={paths.sent('?system=courier')}>{t('inLedger')}</Link>
      </div>
      <Table
        plain
        label={t('results')}
        columns={[
          { id: 'name', title: t('columns.name'), cell: (one) => <span dir="auto">{nameOf(one)}</span> },
          {
            id: 'address',
            title: t(`address.${way}`),
            from: 48,
            below: 'name',
            cell: ({ address }) => (
              <span dir="auto" style={{ overflowWrap: 'anywhere' }}>
                {address}
              </span>
            ),
          },
          { id: 'state', title: t('columns.state'), cell: stateOf },
          {
            id: 'why',
            title: t('columns.why'),
            from: 62,
            below: 'state',
            cell: (one) => {
              const why = whyOf(one);
              return why === '' ? undefined : <span dir="auto">{why}</span>;
            },
          },
          {
            id: 'at',
            title: t('columns.left'),
            from: 62,
            below: 'state',
            width: 11,
            cell: ({ at }) => at && <Moment at={at} />,
          },
        ]}
        rows={inOrder(recipients)}
        keyOf={({ individual }) => individual}
        stateOf={({ state }) =>
          state === 'unknown' || state === 'failed' || state === 'refused' || state === 'not-sent'
            ? 'problem'
            : state === 'excluded' || state === 'cancelled'
              ? 'quiet'
              : undefined
        }
      />
    </Panel>
  );
}
