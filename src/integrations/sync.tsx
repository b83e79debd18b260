import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import {
  type Integration,
  integrationKeys,
  type SyncOutcome,
  syncIntegration,
} from '#src/api/integrations.ts';
import type { CurrentUser } from '#src/api/users.ts';
import { Notice } from '#src/ui/notice.tsx';
import { SendDialog } from '#src/ui/send-dialog.tsx';
import { WhyNot } from '#src/ui/why-not.tsx';
import classes from './integrations.module.css';
import { syncRequest } from './model/action-form.ts';
import { RelationsTable } from './relations-table.tsx';
import { target } from './target.ts';
import { useConnectionRefusal } from './use-connection-refusal.ts';
import { useIntegrationError } from './use-integration-error.ts';

interface SyncButtonProps {
  readonly integration: Integration;
  readonly self: CurrentUser;
}

/** The latest sync that was begun on this page since it was loaded, also when one left it meanwhile. */
function useLatestSync(id: number) {
  return useMutationState({
    filters: { mutationKey: integrationKeys.sync(id) },
    select: ({ state }) => state,
  }).at(-1);
}

/** Has Claritalk take everything over anew, after showing what that sends. */
export function SyncButton({ integration, self }: SyncButtonProps) {
  const t = useTranslations('integrations.sync');
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const refusal = useConnectionRefusal(integration);
  const running = useLatestSync(integration.id)?.status === 'pending';
  const request = syncRequest(integration.id, self.uuid);
  const { mutate } = useMutation({
    mutationKey: integrationKeys.sync(integration.id),
    mutationFn: () => syncIntegration(queryClient, request),
  });
  return (
    <>
      <WhyNot refusal={refusal}>
        {(blocked) => (
          <Button
            leftSection={<IconRefresh size={18} aria-hidden />}
            loading={running}
            onClick={() => !blocked && setAsking(true)}
            {...blocked}
          >
            {t('button')}
          </Button>
        )}
      </WhyNot>
      {asking && (
        <SendDialog
          title={t('title', { name: integration.name })}
          onBehalfOf={t('self', { name: self.name, email: self.email })}
          target={target}
          payload={request}
          confirmLabel={t('confirm')}
          onConfirm={() => mutate()}
          onClose={() => setAsking(false)}
        >
          <p>{t('body', { name: integration.name })}</p>
        </SendDialog>
      )}
    </>
  );
}

/** That a sync runs, and what came of it. */
export function SyncOutcomeNote({ integration }: { readonly integration: Integration }) {
  const t = useTranslations('integrations.sync');
  const errorText = useIntegrationError();
  const latest = useLatestSync(integration.id);
  const outcome = latest?.status === 'success' ? (latest.data as SyncOutcome) : undefined;
  return (
    <>
      <div role="status" className={classes.outcome}>
        {latest?.status === 'pending' && <Running since={latest.submittedAt} name={integration.name} />}
        {outcome && <Done outcome={outcome} />}
        {latest?.status === 'error' && (
          <Notice kind="danger" title={t('failedTitle')}>
            <p>{errorText(latest.error, integration.name)}</p>
          </Notice>
        )}
      </div>
      {outcome && outcome.relations.length > 0 && (
        <section className={classes.panel} aria-labelledby="sync-named">
          <h2 id="sync-named">{t('namedTitle')}</h2>
          <RelationsTable relations={outcome.relations} label={t('namedTitle')} />
        </section>
      )}
    </>
  );
}

function Running({ since, name }: { readonly since: number; readonly name: string }) {
  const t = useTranslations('integrations.sync');
  const now = useNow({ updateInterval: 1_000 });
  const seconds = Math.max(0, Math.floor((now.getTime() - since) / 1_000));
  return (
    <div className={classes.running}>
      <progress className={classes.progress} aria-label={t('running', { name })} />
      <p>{t('running', { name })}</p>
      {/* Counting is for the eyes: a screen reader heard that it runs. */}
      {seconds > 0 && <p aria-hidden>{t('seconds', { seconds })}</p>}
    </div>
  );
}

function Done({ outcome: { relations, took, before, after } }: { readonly outcome: SyncOutcome }) {
  const t = useTranslations('integrations.sync');
  const format = useFormatter();
  const seconds = format.number(took / 1_000, { maximumFractionDigits: 1 });
  return (
    <Notice kind="info" title={t('doneTitle', { seconds })}>
      <p>
        {after === undefined
          ? t('unknown')
          : before === undefined
            ? t('now', { after })
            : t('compared', { before, after })}{' '}
        {t('named', { count: relations.length })}
      </p>
    </Notice>
  );
}
