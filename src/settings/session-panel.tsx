import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { sessionFactsOptions } from '#src/api/about.ts';
import { chooseAccountNext } from '#src/auth/choose-account.ts';
import { session } from '#src/auth/session.ts';
import { draftsOf } from '#src/lib/drafts.ts';
import { indexStore } from '#src/local-index/index-store.ts';
import { Moment } from '#src/ui/moment.tsx';
import { Confirm } from './confirm.tsx';
import { Panel } from './panel.tsx';
import classes from './settings.module.css';

/** Since when and until when somebody is signed in here, and the way out of every browser. */
export function SessionPanel({ userUuid }: { readonly userUuid: string | undefined }) {
  const t = useTranslations('settings.session');
  const { data, isError } = useQuery(sessionFactsOptions());
  const [asking, setAsking] = useState(false);
  const waiting = isError ? '–' : <Skeleton width="9rem" height={12} radius="xl" my={4} />;
  const drafts = userUuid === undefined ? 0 : draftsOf(userUuid).length;
  return (
    <Panel id="session" title={t('title')}>
      <dl className={classes.facts}>
        <dt>{t('since')}</dt>
        <dd>{data ? <Moment at={data.since} /> : waiting}</dd>
        <dt>{t('until')}</dt>
        <dd>{data ? <Moment at={data.until} /> : waiting}</dd>
        <dt>{t('browsers')}</dt>
        <dd>
          {data
            ? data.sessions === undefined
              ? t('unknown')
              : t('count', { count: data.sessions })
            : waiting}
        </dd>
      </dl>
      <p className={classes.hint}>{t(data && data.sessions === undefined ? 'onlyHere' : 'hint')}</p>
      {!(data && data.sessions === undefined) && (
        <div className={classes.actions}>
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('everywhere')}
          </Button>
        </div>
      )}
      {asking && (
        <Confirm
          title={t('askTitle')}
          action={t('everywhere')}
          failed={t('failed')}
          onConfirm={() =>
            session.signOutEverywhere(async () => {
              chooseAccountNext();
              await indexStore.purge();
            })
          }
          onClose={() => setAsking(false)}
        >
          <p>{t('ask')}</p>
          {drafts > 0 && <p>{t('askDrafts', { count: drafts })}</p>}
        </Confirm>
      )}
    </Panel>
  );
}
