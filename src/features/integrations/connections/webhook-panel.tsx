import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type ChangeOfWebhook, repair } from '#src/api/gateway/connection-webhooks.ts';
import type { ConnectableSystem, Webhook } from '#src/api/gateway/connections.ts';
import { useKeptRefusalWords } from '#src/services/problems/kept-refusals.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { Facts } from '#src/ui/facts.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { WebhookSetup } from './webhook-setup.tsx';

interface WebhookPanelProps {
  readonly system: ConnectableSystem;
  readonly webhook: Webhook;
}

/** How a system reports news: whether it does, since when, and what to do if it does not. */
export function WebhookPanel({ system, webhook }: WebhookPanelProps) {
  const t = useTranslations('connections.webhook');
  const refusalWords = useKeptRefusalWords();
  const { name } = system;
  const { registered, state, problem, checkedAt, lastAt } = webhook;
  const isOurs = registered === 'by-operation';
  const stands = refusalWords(problem);
  return (
    <Panel title={t('title')} lead={t('lead', { name })}>
      <Facts
        of={[
          [t('state'), t(`states.${state}`, { name })],
          stands !== undefined && [t('problem'), stands],
          [t('lastAt'), lastAt ? <Moment key="last" at={lastAt} /> : t('never')],
          isOurs && [t('checkedAt'), checkedAt ? <Moment key="checked" at={checkedAt} /> : t('never')],
        ]}
      />
      {isOurs ? (
        <Repair system={system} webhook={webhook} />
      ) : (
        <WebhookSetup system={system} webhook={webhook} />
      )}
    </Panel>
  );
}

function Repair({ system: { id, name }, webhook: { state } }: WebhookPanelProps) {
  const t = useTranslations('connections.webhook');
  const repairing = useWrite<ChangeOfWebhook, unknown>(repair);
  const { phase } = repairing.state;
  const isRepaired = phase === 'done' && !repairing.state.found;
  return (
    <>
      <p className="ui-hint">{t('kept', { name })}</p>
      <div>
        <Button
          variant={state === 'working' ? 'default' : 'filled'}
          loading={repairing.busy}
          onClick={() => void repairing.run({ system: id, ...wishNow() })}
        >
          {t('repair')}
        </Button>
      </div>
      <p role="status" className="ui-hint">
        {isRepaired ? t('repaired') : ''}
      </p>
      <WriteResult
        of={repairing}
        texts={{ unknown: t('unknown'), found: t('repaired'), notDone: t('unchanged') }}
      />
    </>
  );
}
