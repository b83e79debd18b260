import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { healthOptions, pingOptions } from '#src/api/about.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { useErrorText } from '#src/ui/error-text.ts';
import { RateBudget } from '#src/ui/rate-budget.tsx';
import { Panel } from './panel.tsx';
import classes from './settings.module.css';

/** Made by the build: what is in the page, and under which licences. */
const licences = '/licenses.md';

/** Versions, whether Claritalk can be reached and how fast; `more` is what other rooms know. */
export function AboutPanel({ more }: { readonly more?: ReactNode }) {
  const t = useTranslations('settings.about');
  const errorText = useErrorText();
  const health = useQuery(healthOptions());
  const round = useQuery(pingOptions());
  const { version } = clientConfig();
  const gateway = health.data?.version;
  const again = () => void Promise.all([health.refetch(), round.refetch()]);
  return (
    <Panel id="about" title={t('title')}>
      <dl className={classes.facts}>
        <dt>{t('page')}</dt>
        <dd>{version}</dd>
        <dt>{t('gateway')}</dt>
        <dd>{gateway ?? (health.isError ? errorText(health.error) : <Waiting />)}</dd>
        <dt>{t('claritalk')}</dt>
        <dd>{health.data ? (health.data.claritalk.origin ?? '–') : health.isError ? '–' : <Waiting />}</dd>
        <dt>{t('api')}</dt>
        <dd>
          <span role="status">
            {round.isError ? (
              // What was measured before says nothing any more.
              <span className={classes.bad}>{errorText(round.error)}</span>
            ) : round.data !== undefined ? (
              <span className={classes.good}>
                {t('reachable', { ms: round.data, own: health.data?.claritalk.latencyMs ?? 'unknown' })}
              </span>
            ) : (
              <Waiting />
            )}
          </span>
        </dd>
        {more}
      </dl>
      <RateBudget />
      {gateway !== undefined && gateway !== version && <p role="note">{t('newer')}</p>}
      <div className={classes.actions}>
        <Button variant="default" onClick={again} loading={health.isFetching || round.isFetching}>
          {t('again')}
        </Button>
      </div>
      <p>
        <a href={licences} target="_blank" rel="noopener">
          {t('licences')}
        </a>
      </p>
    </Panel>
  );
}

const Waiting = () => <Skeleton width="9rem" height={12} radius="xl" my={4} />;
