import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import {
  lastOfferOptions,
  type Offer,
  offersOptions,
} from '#src/api/chat2desk/administration/self-service.ts';
import type { MenuItem } from '#src/api/chat2desk/menu.ts';
import { Moment } from '#src/ui/moment.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { PanelTable } from '../../tab/panel-table.tsx';
import { ClientPicker } from '../client-picker.tsx';
import { chosenIn } from './chosen.ts';
import { OfferDialog } from './offer-dialog.tsx';

interface OffersPanelProps {
  readonly client: number | undefined;
  readonly items: readonly MenuItem[];
  readonly onClient: (client: number | undefined) => void;
}

/** What a client was offered, what they wrote next, and the way to offer something. */
export function OffersPanel({ client, items, onClient }: OffersPanelProps) {
  const t = useTranslations('selfService.offers');
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <ClientPicker value={client} onChange={onClient} />
      {client !== undefined && <Offers key={client} client={client} items={items} />}
    </Panel>
  );
}

interface OffersProps {
  readonly client: number;
  readonly items: readonly MenuItem[];
}

function Offers({ client, items }: OffersProps) {
  const t = useTranslations('selfService.offers');
  const query = useQuery(offersOptions(client));
  const { data: last } = useQuery(lastOfferOptions(client));
  const [offering, setOffering] = useState(false);
  const nameOf = ({ item, text }: Offer) => items.find(({ id }) => id === item)?.name ?? text;
  return (
    <>
      {last && (
        <div className="ui-row ui-tight">
          <span>{t('last')}</span>
          <q dir="auto">{last}</q>
        </div>
      )}
      <PanelTable<Offer>
        query={query}
        texts={{ failed: t('failed'), empty: t('empty') }}
        label={t('title')}
        skeletons={2}
        columns={[
          { id: 'item', title: t('item'), cell: nameOf },
          { id: 'at', title: t('at'), cell: ({ at }) => <Moment at={at} /> },
          {
            id: 'reply',
            title: t('reply'),
            cell: (offer) => {
              const { reply } = offer;
              if (!reply) return t('noReply');
              const chosen = chosenIn(items, offer);
              return chosen ? t('chose', { name: chosen.name, said: reply.text }) : reply.text;
            },
          },
        ]}
        rows={query.data}
        keyOf={({ item, at }) => `${item} ${at?.getTime()}`}
      />
      {items.length > 0 && (
        <div>
          <Button variant="default" onClick={() => setOffering(true)}>
            {t('offer')}
          </Button>
        </div>
      )}
      {offering && <OfferDialog client={client} items={items} onClose={() => setOffering(false)} />}
    </>
  );
}
