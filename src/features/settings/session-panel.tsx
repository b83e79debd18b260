import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { sessionFactsOptions } from '#src/api/gateway/system-status.ts';
import { draftsOf } from '#src/lib/storage/drafts.ts';
import { signOutEverywhere } from '#src/services/auth/sign-out-everywhere.ts';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { Facts } from '#src/ui/facts.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Panel } from '#src/ui/panel.tsx';

/** Since when and until when someone is signed in here, and a way to sign out of every browser. */
export function SessionPanel({ userUuid }: { readonly userUuid: string | undefined }) {
  const t = useTranslations('settings.session');
  const { data, isError } = useQuery(sessionFactsOptions());
  const [asking, setAsking] = useState(false);
  const waiting = isError ? '–' : <Skeleton width="9rem" height={12} radius="xl" my={4} />;
  const ending = useWrite<void, void>(signOutEverywhere, undefined, shownAnyway);
  const drafts = userUuid === undefined ? 0 : draftsOf(userUuid).length;
  return (
    <Panel id="session" title={t('title')}>
      <Facts
        of={[
          [t('since'), data ? <Moment key="since" at={data.since} /> : waiting],
          [t('until'), data ? <Moment key="until" at={data.until} /> : waiting],
          [
            t('browsers'),
            data
              ? data.sessions === undefined
                ? t('unknown')
                : t('count', { count: data.sessions })
              : waiting,
          ],
        ]}
      />
      <p className="ui-dimmed">{t(data && data.sessions === undefined ? 'onlyHere' : 'hint')}</p>
      {!(data && data.sessions === undefined) && (
        <div className="ui-row">
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('everywhere')}
          </Button>
        </div>
      )}
      {asking && (
        <ConfirmDialog
          title={t('askTitle')}
          confirm={t('everywhere')}
          busy={ending.busy}
          error={
            ending.state.phase === 'unknown'
              ? t('failedUnsure')
              : ending.state.phase === 'refused' && t('failed')
          }
          onConfirm={ending.run}
          onClose={() => setAsking(false)}
        >
          <p>{t('ask')}</p>
          {drafts > 0 && <p>{t('askDrafts', { count: drafts })}</p>}
        </ConfirmDialog>
      )}
    </Panel>
  );
}
