import { ActionIcon, Button } from '@mantine/core';
import { IconCheck, IconClock, IconMinus, IconX } from '@tabler/icons-react';
import { useNow, useTranslations } from 'use-intl';
import { ApiError } from '#src/api/client/errors.ts';
import { WhyForbidden } from '../permissions/why-forbidden.tsx';
import { useErrorText } from '../problems/error-text.ts';
import { isUnsure } from '../problems/use-refusal-text.ts';
import { type Batch, type BatchControl, type BatchRow, countRows, isActive, type RowState } from './batch.ts';
import classes from './batch-panel.module.css';

interface BatchItemProps {
  readonly batch: Batch;
  readonly queue: BatchControl;
}

/** One batch: progress, why it waits, what can be done, and the outcome of each row. */
export function BatchItem({ batch, queue }: BatchItemProps) {
  const t = useTranslations('batch');
  const { id, title, phase } = batch;
  const { total, done, failed, skipped } = countRows(batch);
  const finished = done + failed + skipped;
  return (
    <article className={`ui-parts ui-figures ui-breaks ui-over ${classes.batch}`} aria-label={title}>
      <div className={`ui-between ${classes.head}`}>
        <strong dir="auto">{title}</strong>
        {!isActive(batch) && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('dismiss')}
            onClick={() => queue.dismiss(id)}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <progress value={finished} max={total} aria-label={t('progress')} />
      <p className="ui-dimmed">
        <span>
          {isActive(batch) ? t('count', { finished, total }) : t('outcome', { done, failed, skipped })}
        </span>
        {isActive(batch) && failed > 0 && (
          <span className="ui-problem">{` · ${t('failed', { count: failed })}`}</span>
        )}
      </p>
      {phase.kind === 'paused' && phase.reason !== 'person' && (
        <p>{t(phase.reason === 'network' ? 'lostNetwork' : 'lostSession')}</p>
      )}
      {phase.kind === 'limited' && <Countdown until={phase.until} />}
      <Actions batch={batch} queue={queue} failed={failed} />
      <WhyForbidden error={batch.rows.find(({ error }) => isForbidden(error))?.error} />
      <details>
        <summary className="ui-dimmed">{t('details')}</summary>
        <Rows rows={batch.rows} />
      </details>
    </article>
  );
}

const isForbidden = (error: unknown) => error instanceof ApiError && error.kind === 'forbidden';

function Actions({ batch, queue, failed }: BatchItemProps & { readonly failed: number }) {
  const t = useTranslations('batch');
  const { id, phase } = batch;
  if (phase.kind === 'ended' && failed === 0) return null;
  return (
    <div className="ui-row">
      {phase.kind === 'ended' && (
        <Button size="xs" onClick={() => queue.retryFailed(id)}>
          {t('retry', { count: failed })}
        </Button>
      )}
      {phase.kind === 'paused' && (
        <Button size="xs" onClick={() => queue.resume(id)}>
          {t('resume')}
        </Button>
      )}
      {(phase.kind === 'running' || phase.kind === 'limited') && (
        <Button size="xs" variant="default" onClick={() => queue.pause(id)}>
          {t('pause')}
        </Button>
      )}
      {phase.kind !== 'ended' && (
        <Button size="xs" variant="default" onClick={() => queue.cancel(id)}>
          {t('cancel')}
        </Button>
      )}
    </div>
  );
}

function Countdown({ until }: { readonly until: number }) {
  const t = useTranslations('batch');
  const now = useNow({ updateInterval: 1_000 });
  const seconds = Math.max(1, Math.ceil((until - now.getTime()) / 1_000));
  return <p>{t('limited', { seconds })}</p>;
}

/** The document stays small: what failed comes first, and nobody reads further than this. */
const shownRows = 100;
const rank: Readonly<Record<RowState, number>> = { failed: 0, running: 1, done: 2, skipped: 3, waiting: 4 };
const icons = { failed: IconX, running: IconClock, done: IconCheck, skipped: IconMinus, waiting: IconClock };

function Rows({ rows }: { readonly rows: readonly BatchRow[] }) {
  const t = useTranslations('batch');
  const errorText = useErrorText();
  const sorted = rows.toSorted((one, other) => rank[one.state] - rank[other.state]);
  return (
    <ul className={`ui-list ${classes.rows}`}>
      {sorted.slice(0, shownRows).map(({ key, label, state, error }) => {
        const Icon = icons[state];
        return (
          <li key={key} data-state={state}>
            <Icon size={15} aria-hidden />
            <div>
              <span dir="auto">{label}</span>
              <p className="ui-note">
                {state !== 'failed' ? t(`states.${state}`) : isUnsure(error) ? t('unsure') : errorText(error)}
              </p>
            </div>
          </li>
        );
      })}
      {rows.length > shownRows && (
        <li className="ui-dimmed">{t('more', { count: rows.length - shownRows })}</li>
      )}
    </ul>
  );
}
