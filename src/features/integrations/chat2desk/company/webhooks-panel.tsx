import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import {
  type CompanyWebhook,
  webhookOptions,
  webhooksOptions,
} from '#src/api/chat2desk/administration/webhooks.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { Facts } from '#src/ui/facts.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { PanelTable } from '../../tab/panel-table.tsx';
import { DeleteWebhook, SwitchWebhook } from './webhook-dialogs.tsx';

type Asked = { readonly hook: CompanyWebhook; readonly what: 'switch' | 'delete' };

/** Everything that Chat2Desk reports to, the webhooks of other programs too. */
export function WebhooksPanel() {
  const t = useTranslations('company.webhooks');
  const query = useQuery(webhooksOptions());
  const [opened, setOpened] = useState<number>();
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <PanelTable<CompanyWebhook>
        query={query}
        texts={{ failed: t('failed'), empty: t('empty') }}
        label={t('title')}
        skeletons={2}
        columns={[
          { id: 'name', title: t('name'), cell: ({ name, ours }) => (ours ? t('ours', { name }) : name) },
          { id: 'state', title: t('state'), cell: ({ on }) => t(on ? 'on' : 'off') },
          {
            id: 'events',
            title: t('events'),
            numeric: true,
            from: 48,
            cell: ({ events }) => events.length,
          },
          {
            id: 'open',
            title: t('details'),
            cell: ({ id, name }) => (
              <Button
                size="compact-sm"
                variant="default"
                aria-expanded={opened === id}
                aria-label={t('detailsOf', { name })}
                onClick={() => setOpened(opened === id ? undefined : id)}
              >
                {t('details')}
              </Button>
            ),
          },
        ]}
        rows={query.data}
        keyOf={({ id }) => id}
        stateOf={({ on }) => (on ? undefined : 'problem')}
        detail={(hook) =>
          hook.id === opened && <Details hook={hook} onAsk={(what) => setAsked({ hook, what })} />
        }
      />
      {asked?.what === 'switch' && <SwitchWebhook hook={asked.hook} onClose={close} />}
      {asked?.what === 'delete' && <DeleteWebhook hook={asked.hook} onClose={close} />}
    </Panel>
  );
}

interface DetailsProps {
  readonly hook: CompanyWebhook;
  readonly onAsk: (what: Asked['what']) => void;
}

function Details({ hook: listed, onAsk }: DetailsProps) {
  const t = useTranslations('company.webhooks');
  const query = useQuery(webhookOptions(listed.id));
  if (query.isPending) return <p role="status">{t('loading')}</p>;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const hook = query.data ?? listed;
  return (
    <div className="ui-stack ui-sunken">
      <Facts
        of={[
          [t('address'), hook.url],
          [t('events'), hook.events.join(', ')],
          [t('errors'), hook.errors.length === 0 ? t('noErrors') : hook.errors.join(' · ')],
        ]}
      />
      {hook.ours ? (
        <p className="ui-note">{t('repairedElsewhere')}</p>
      ) : (
        <div className="ui-row">
          <Button size="xs" variant="default" onClick={() => onAsk('switch')}>
            {t(hook.on ? 'switchOff' : 'switchOn')}
          </Button>
          <Button size="xs" variant="default" color="red" onClick={() => onAsk('delete')}>
            {t('delete')}
          </Button>
        </div>
      )}
    </div>
  );
}
