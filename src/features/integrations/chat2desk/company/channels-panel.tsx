import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { type Channel, channelsOptions } from '#src/api/chat2desk/administration/company.ts';
import { Panel } from '#src/ui/panel.tsx';
import { PanelTable } from '../../tab/panel-table.tsx';

/** The company's channels, and how many new clients each may still write to today. */
export function ChannelsPanel() {
  const t = useTranslations('company.channels');
  const query = useQuery(channelsOptions());
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <PanelTable<Channel>
        query={query}
        texts={{ failed: t('failed'), empty: t('empty') }}
        label={t('title')}
        skeletons={3}
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
        rows={query.data}
        keyOf={({ id }) => id}
        stateOf={({ newClients }) =>
          newClients && newClients.used >= newClients.limit ? 'problem' : undefined
        }
      />
    </Panel>
  );
}
