import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { channelsOptions } from '#src/api/chat2desk/administration/company.ts';
import { externalTransport } from '#src/api/chat2desk/administration/external-channel.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { Facts } from '#src/ui/facts.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { TabHead } from '../../tab/tab-head.tsx';
import { DeliveryPanel } from './delivery-panel.tsx';
import { ImportPanel } from './import-panel.tsx';
import { ReceivePanel } from './receive-panel.tsx';

/** Channels whose messages arrive outside Chat2Desk: what they are, whether there are any, and what is done by hand. */
export function Component() {
  const t = useTranslations('externalChannel');
  const query = useQuery(channelsOptions());
  const external = query.data?.filter(({ transports }) => transports.includes(externalTransport));
  return (
    <div className="ui-parts ui-narrow">
      <TabHead title={t('title')} count={external ? t('count', { count: external.length }) : ''} />
      <Panel title={t('about.title')} lead={t('about.lead')}>
        <p>{t('about.use')}</p>
        <ListResults
          query={query}
          count={external?.length}
          texts={{ failed: t('failed') }}
          empty={<EmptyState icon={IconPlugConnected} text={t('empty')} action={null} />}
        >
          <Facts
            of={(external ?? []).map(({ id, name, transports }) => [
              name,
              t('about.channel', { id: String(id), transports: transports.join(', ') }),
            ])}
          />
        </ListResults>
      </Panel>
      {external && external.length > 0 && (
        <>
          <ReceivePanel channels={external} />
          <DeliveryPanel channels={external} />
        </>
      )}
      {query.data && query.data.length > 0 && <ImportPanel channels={query.data} />}
    </div>
  );
}
