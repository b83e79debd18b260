import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { type MutationState, useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import {
  type Integration,
  integrationKeys,
  refreshIntegration,
  type SyncOutcome,
  syncOptions,
  syncRequest,
  wasSyncedSince,
} from '#src/api/claritalk/integrations.ts';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { SendDialog } from '#src/ui/dialog/send-dialog.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { Waiting } from '#src/ui/waiting.tsx';
import { WhyNot } from '#src/ui/why-not.tsx';
import { RelationsTable } from './relations-table.tsx';
import { target } from './target.ts';
import { useConnectionRefusal } from './use-connection-refusal.ts';
import { useIntegrationError } from './use-integration-error.ts';

interface SyncButtonProps {
  readonly integration: Integration;
  readonly self: CurrentUser;
  /** Beside what the page is mainly for. */
  readonly quiet?: boolean;
}

/** The latest sync that was started on this page since it was loaded, even if the person left it in the meantime. */
function useLatestSync(id: number) {
  return useMutationState({
    filters: { mutationKey: integrationKeys.sync(id) },
    // That key is of `syncOptions` and of nothing else.
    select: ({ state }) => state as MutationState<SyncOutcome>,
  }).at(-1);
}

/** Has Claritalk import everything again, after showing what that sends. */
export function SyncButton({ integration, self, quiet = false }: SyncButtonProps) {
  const t = useTranslations('integrations.sync');
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const refusal = useConnectionRefusal(integration);
  const latest = useLatestSync(integration.id);
  const running = latest?.status === 'pending';
  const request = syncRequest(integration.id, self.uuid);
  const { mutate } = useMutation(syncOptions(queryClient, request));
  return (
    <>
      <WhyNot refusal={refusal}>
        {(blocked) => (
          <Button
            {...(quiet ? ({ size: 'sm', variant: 'default' } as const) : {})}
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
          {isOpen(latest?.data, integration) && (
            <Notice kind="warning">
              <p>{t('second')}</p>
            </Notice>
          )}
        </SendDialog>
      )}
    </>
  );
}

/** Whether it is still not known what became of a sync. */
const isOpen = (outcome: SyncOutcome | undefined, integration: Integration): boolean =>
  outcome?.kind === 'unknown' && !wasSyncedSince(integration, outcome.syncedBefore);

/** Says that a sync is running, and its result. */
export function SyncOutcomeNote({ integration }: { readonly integration: Integration }) {
  const t = useTranslations('integrations.sync');
  const errorText = useIntegrationError();
  const latest = useLatestSync(integration.id);
  const outcome = latest?.status === 'success' ? latest.data : undefined;
  return (
    <>
      <div role="status">
        {latest?.status === 'pending' && (
          <Waiting text={t('running', { name: integration.name })} since={latest.submittedAt} />
        )}
        {outcome &&
          (isOpen(outcome, integration) ? <Open integration={integration} /> : <Done outcome={outcome} />)}
        {latest?.status === 'error' && (
          <Notice kind="danger" title={t('failedTitle')}>
            <p>{errorText(latest.error, integration.name)}</p>
          </Notice>
        )}
      </div>
      {outcome && outcome.relations.length > 0 && (
        <Panel title={t('namedTitle')}>
          <RelationsTable relations={outcome.relations} label={t('namedTitle')} />
        </Panel>
      )}
    </>
  );
}

/** It may have been done, or still be in progress. Claritalk shows when a sync has finished. */
function Open({ integration: { id, name } }: { readonly integration: Integration }) {
  const t = useTranslations('integrations.sync');
  const check = useTranslations('outcome')('check');
  const queryClient = useQueryClient();
  const look = () => void refreshIntegration(queryClient, id);
  return (
    <Notice kind="warning" title={t('openTitle')} action={{ label: check, onClick: look }}>
      <p>{t('open', { name })}</p>
    </Notice>
  );
}

function Done({ outcome: { kind, relations, took, before, after } }: { readonly outcome: SyncOutcome }) {
  const t = useTranslations('integrations.sync');
  const format = useFormatter();
  const seconds = format.number(took / 1_000, { maximumFractionDigits: 1 });
  return (
    <Notice kind="info" title={kind === 'done' ? t('doneTitle', { seconds }) : t('foundTitle')}>
      <p>
        {kind === 'unknown' ? (
          <span>{t('late')}</span>
        ) : after === undefined ? (
          <span>{t('unknown')}</span>
        ) : (
          <span>{before === undefined ? t('now', { after }) : t('compared', { before, after })}</span>
        )}
        {kind === 'done' && <span>{` ${t('named', { count: relations.length })}`}</span>}
      </p>
    </Notice>
  );
}
