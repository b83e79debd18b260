import '@mantine/core/styles/Progress.layer.css';
import { Progress } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type IdempotencyKey, wishNow } from '#src/api/client/idempotency-key.ts';
import {
  type ListChange,
  leftOf,
  type Retention,
  type RetentionList,
  startList,
  stopList,
} from '#src/api/gateway/retention/retention.ts';
import { serverNow } from '#src/lib/clock.ts';
import { useKeptRefusalWords } from '#src/services/problems/kept-refusals.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { SteadyButton } from '#src/ui/keyboard/steady-button.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { Sentence } from '#src/ui/sentence.tsx';
import { ListDownload, ListItems } from './list-items.tsx';
import { RunDialog } from './run-dialog.tsx';

/** What is due: the newest list, what becomes of it, and how it is carried out. */
export function ListPanel({ retention }: { readonly retention: Retention }) {
  const t = useTranslations('retention.list');
  const starting = useWrite<IdempotencyKey, unknown>(startList);
  const reasonId = useId();
  const [list] = retention.lists;
  const reason = list && isMoving(list) ? t('busy') : retention.rules.length === 0 ? t('noRules') : undefined;
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <div className="ui-row ui-tight">
        <SteadyButton
          variant={list ? 'default' : 'filled'}
          busy={starting.busy}
          reason={reason === undefined ? undefined : reasonId}
          onClick={() => void starting.run(wishNow())}
        >
          {t(list ? 'again' : 'start')}
        </SteadyButton>
        {list && list.state !== 'listing' && <ListDownload key={list.id} list={list} />}
      </div>
      {reason !== undefined && (
        <p id={reasonId} className="ui-note">
          {reason}
        </p>
      )}
      <WriteResult
        of={starting}
        texts={{ unknown: t('startUnknown'), found: t('startFound'), notDone: t('startNotDone') }}
      />
      {list && <Listed key={list.id} list={list} />}
    </Panel>
  );
}

const isMoving = ({ state }: RetentionList) => state === 'listing' || state === 'running';

function Listed({ list }: { readonly list: RetentionList }) {
  const t = useTranslations('retention.list');
  const words = useKeptRefusalWords();
  const stopping = useWrite<ListChange, unknown>(stopList);
  const [asks, setAsks] = useState(false);
  const { state, counts, read, at, by, problem, digest, runsFrom } = list;
  const left = leftOf(list);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const waits = runsFrom !== undefined && runsFrom.getTime() > serverNow();
  const reasonId = useId();
  const mayRun = (state === 'listed' || state === 'stopped') && left > 0 && digest !== undefined;
  return (
    <>
      <p className="ui-hint">
        <Sentence>{t.rich('madeBy', { name: by, at: () => <Moment at={at} /> })}</Sentence>
      </p>
      <p role="status">
        {state === 'listing'
          ? t('reading', { count: read })
          : t('counts', { total, read, left, ...none, ...counts })}
      </p>
      {state === 'running' && (
        <Progress value={total === 0 ? 100 : ((total - left) / total) * 100} aria-label={t('running')} />
      )}
      {problem && (
        <Notice kind="warning" title={t(state === 'failed' ? 'failed' : 'stopped')}>
          <p dir="auto">{words(problem) ?? t('failed')}</p>
          <p>{t(state === 'failed' ? 'failedHint' : 'stoppedHint', { count: left })}</p>
        </Notice>
      )}
      <ListItems list={list} />
      <div className="ui-row ui-tight">
        {mayRun && (
          <SteadyButton
            color="red.9"
            busy={false}
            reason={waits ? reasonId : undefined}
            onClick={() => setAsks(true)}
          >
            {t(state === 'stopped' ? 'continue' : 'delete', { count: left })}
          </SteadyButton>
        )}
        {isMoving(list) && (
          <SteadyButton
            variant="default"
            busy={stopping.busy}
            onClick={() => void stopping.run({ ...wishNow(), id: list.id })}
          >
            {t('stop')}
          </SteadyButton>
        )}
      </div>
      {mayRun && waits && (
        <p id={reasonId} className="ui-note">
          <Sentence>{t.rich('notice', { at: () => <Moment at={runsFrom} /> })}</Sentence>
        </p>
      )}
      <WriteResult
        of={stopping}
        texts={{ unknown: t('stopUnknown'), found: t('stopFound'), notDone: t('stopNotDone') }}
      />
      {asks && digest !== undefined && (
        <RunDialog id={list.id} digest={digest} count={left} onClose={() => setAsks(false)} />
      )}
    </>
  );
}

const none = { listed: 0, held: 0, deleting: 0, deleted: 0, gone: 0, changed: 0, failed: 0 };
