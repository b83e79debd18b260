import { IconListTree } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { type Channel, channelsOptions } from '#src/api/chat2desk/administration/company.ts';
import { inMenuOrder, type MenuItem, menuOptions } from '#src/api/chat2desk/menu.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { OptionalFilter } from '#src/ui/list/optional-filter.tsx';
import { Table } from '#src/ui/list/table.tsx';
import { TabHead } from '../../tab/tab-head.tsx';
import { useTabAddress } from '../../tab/use-tab-address.ts';
import { OffersPanel } from './offers-panel.tsx';

interface PlacedItem {
  readonly item: MenuItem;
  readonly depth: number;
}

/** The menus from which clients choose themselves, and what single clients were offered and chose. */
export function Component() {
  const t = useTranslations('selfService');
  const query = useQuery(menuOptions());
  const { data: channels } = useQuery(channelsOptions());
  const address = useTabAddress();
  const channel = address.read('channel');
  const client = Number(address.read('client')) || undefined;
  const shown = query.data?.filter((item) => channel === '' || String(item.channel) === channel);
  return (
    <div className="ui-parts">
      <TabHead title={t('title')} count={shown ? t('count', { count: shown.length }) : ''} />
      <OffersPanel
        client={client}
        items={query.data ?? []}
        onClient={(id) => address.write({ client: id === undefined ? '' : String(id) })}
      />
      <div>
        <FilterBar label={t('filters')}>
          <OptionalFilter
            label={t('channel')}
            any={t('allChannels')}
            value={channel === '' ? undefined : channel}
            options={(channels ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
            onChange={(chosen) => address.write({ channel: chosen ?? '' })}
          />
        </FilterBar>
        <ListResults
          query={query}
          count={shown?.length}
          texts={{ failed: t('failed') }}
          empty={<EmptyState icon={IconListTree} text={t('empty')} action={null} />}
        >
          <Menu items={shown} channels={channels ?? []} />
        </ListResults>
      </div>
      <p className="ui-note">{t('elsewhere')}</p>
    </div>
  );
}

interface MenuProps {
  readonly items: readonly MenuItem[] | undefined;
  readonly channels: readonly Channel[];
}

function Menu({ items, channels }: MenuProps) {
  const t = useTranslations('selfService');
  const nameOf = (id: number | undefined) => channels.find((one) => one.id === id)?.name;
  return (
    <Table<PlacedItem, string>
      label={t('title')}
      columns={[
        {
          id: 'name',
          title: t('columns.name'),
          cell: ({ item, depth }) => `${'\u2014\u00a0'.repeat(depth)}${item.name}`,
        },
        { id: 'command', title: t('columns.command'), width: 7, cell: ({ item }) => item.command },
        {
          id: 'text',
          title: t('columns.text'),
          from: 48,
          below: 'name',
          cell: ({ item }) => item.text,
        },
        {
          id: 'channel',
          title: t('columns.channel'),
          from: 62,
          below: 'name',
          width: 11,
          cell: ({ item }) => nameOf(item.channel),
        },
      ]}
      rows={items && inMenuOrder(items)}
      keyOf={({ item }) => item.id}
    />
  );
}
