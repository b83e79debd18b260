import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { type Channel, channelsOptions } from '#src/api/chat2desk/administration/company.ts';
import { ListPanel } from '../../tab/list-panel.tsx';

/** The company's channels, and how many new clients each may still write to today. */
export function ChannelsPanel() {
  const t = useTranslations('company.channels');
  return (
    <ListPanel<Channel>
      say={(key) => t(key)}
      query={useQuery(channelsOptions())}
      columns={[
        { id: 'name', title: t('name'), cell: ({ name }) => name },
        { id: 'transports', title: t('transports'), cell: ({ transports }) => transports.join(', ') },
        { id: 'phone', title: t('phone'), from: 48, below: 'name', cell: ({ phone }) => phone },
        {
          id: 'today',
          title: t('newClients'),
          numeric: true,
          cell: ({ newClients }) => (newClients ? t('usedOf', newClients) : t('noLimit')),
        },
      ]}
      keyOf={({ id }) => id}
      stateOf={({ newClients }) =>
        newClients && newClients.used >= newClients.limit ? 'problem' : undefined
      }
    />
  );
}
