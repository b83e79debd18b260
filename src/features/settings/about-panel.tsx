import { Button, Skeleton } from '@mantine/core';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { healthOptions, pingOptions } from '#src/api/gateway/system-status.ts';
import { clientConfig } from '#src/lib/client-config.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { QuotaTable } from '#src/services/quota/quota-table.tsx';
import { Facts } from '#src/ui/facts.tsx';
import { Panel } from '#src/ui/panel.tsx';
import classes from './settings.module.css';

/** Made by the build: the components of the page, and their licences. */
const licences = '/licenses.md';

/** Versions, whether Claritalk can be reached and how fast. */
export function AboutPanel() {
  const t = useTranslations('settings.about');
  const errorText = useErrorText();
  const health = useQuery(healthOptions());
  const round = useQuery(pingOptions());
  const { version } = clientConfig();
  const gateway = health.data?.version;
  const again = () => void Promise.all([health.refetch(), round.refetch()]);
  return (
    <Panel id="about" title={t('title')}>
      <Facts
        of={[
          [t('page'), version],
          [t('gateway'), gateway ?? (health.isError ? errorText(health.error) : <Pending key="gateway" />)],
          [
            t('claritalk'),
            health.data ? (
              (health.data.claritalk.origin ?? '–')
            ) : health.isError ? (
              '–'
            ) : (
              <Pending key="claritalk" />
            ),
          ],
          [t('api'), <Reach key="api" round={round} own={health.data?.claritalk.latencyMs} />],
        ]}
      />
      <QuotaTable />
      {gateway !== undefined && gateway !== version && <p role="note">{t('newer')}</p>}
      <div className="ui-row">
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

const Pending = () => <Skeleton width="9rem" height={12} radius="xl" my={4} />;

interface ReachProps {
  /** Milliseconds of a request to the API and back. */
  readonly round: UseQueryResult<number>;
  /** How long the gateway itself waits for it, in milliseconds. */
  readonly own: number | undefined;
}

function Reach({ round, own }: ReachProps) {
  const t = useTranslations('settings.about');
  const errorText = useErrorText();
  return (
    <span role="status">
      {round.isError ? (
        // Earlier measurements no longer say anything.
        <span className={classes.bad}>{errorText(round.error)}</span>
      ) : round.data !== undefined ? (
        <span className={classes.good}>{t('reachable', { ms: round.data, own: own ?? 'unknown' })}</span>
      ) : (
        <Pending />
      )}
    </span>
  );
}
