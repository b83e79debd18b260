import '@mantine/core/styles/Input.layer.css';
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Channel } from '#src/api/chat2desk/administration/company.ts';
import {
  type DeliveryReport,
  type ReportedState,
  reportDelivery,
  sentOnChannelOptions,
} from '#src/api/chat2desk/administration/external-channel.ts';
import type { Message } from '#src/api/chat2desk/messages.ts';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { pageOf } from '#src/ui/list/page-of.ts';
import { Pager } from '#src/ui/list/pager.tsx';
import { Select } from '#src/ui/list/select.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { BeforeAfter } from '../../tab/before-after.tsx';
import { ConfirmChange } from '../../tab/confirm-change.tsx';
import { PanelTable } from '../../tab/panel-table.tsx';

interface DeliveryPanelProps {
  readonly channels: readonly Channel[];
}

const onPage = 10;

/** What was sent on an external channel, and whether it arrived: only whoever connected the channel knows. */
export function DeliveryPanel({ channels }: DeliveryPanelProps) {
  const t = useTranslations('externalChannel.delivery');
  const [chosen, setChosen] = useState(String(channels[0]?.id ?? ''));
  const query = useQuery(sentOnChannelOptions(Number(chosen)));
  const [wanted, go] = useState(1);
  const [asked, setAsked] = useState<Message>();
  const page = query.data && pageOf(query.data, wanted, onPage);
  return (
    <Panel title={t('title')} lead={t('lead')}>
      {channels.length > 1 && (
        <Select
          label={t('channel')}
          value={chosen}
          options={channels.map(({ id, name }) => ({ value: String(id), label: name }))}
          onChange={setChosen}
        />
      )}
      <PanelTable<Message>
        query={query}
        texts={{ failed: t('failed'), empty: t('empty') }}
        label={t('title')}
        skeletons={2}
        columns={[
          { id: 'text', title: t('message'), cell: ({ text, id }) => text || String(id) },
          { id: 'at', title: t('at'), width: 11, cell: ({ at }) => <Moment at={at} /> },
          { id: 'state', title: t('state'), width: 8, cell: ({ state }) => state && t(`states.${state}`) },
          {
            id: 'report',
            title: t('report'),
            width: 9,
            cell: (message) => (
              <Button
                size="compact-sm"
                variant="default"
                aria-label={t('reportOf', { text: message.text })}
                onClick={() => setAsked(message)}
              >
                {t('report')}
              </Button>
            ),
          },
        ]}
        rows={page?.shown}
        keyOf={({ id }) => id}
      >
        <Pager label={t('pages')} paging={page?.paging} onGo={go} />
      </PanelTable>
      {asked && <Report message={asked} onClose={() => setAsked(undefined)} />}
    </Panel>
  );
}

const states: readonly ReportedState[] = ['pending', 'sent', 'delivered', 'seen', 'failed', 'canceled'];

function Report({ message, onClose }: { readonly message: Message; readonly onClose: () => void }) {
  const t = useTranslations('externalChannel.delivery');
  const writing = useWrite<DeliveryReport, unknown>(reportDelivery);
  const [state, setState] = useState<ReportedState>('delivered');
  const known = states.find((one) => one === message.state);
  return (
    <ConfirmChange
      title={t('report')}
      confirm={t('confirm')}
      harmless
      writing={writing}
      request={() => ({ message: message.id, state, ...wishNow() })}
      onClose={onClose}
    >
      <p dir="auto">{message.text}</p>
      <NativeSelect
        label={t('newState')}
        value={state}
        data={states.map((value) => ({ value, label: t(`states.${value}`) }))}
        onChange={({ currentTarget: { value } }) =>
          setState(states.find((one) => one === value) ?? 'delivered')
        }
      />
      <BeforeAfter before={known ? t(`states.${known}`) : t('unknown')} after={t(`states.${state}`)} />
      <p>{t('effect')}</p>
    </ConfirmChange>
  );
}
