import { IconSpeakerphone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CourierOrganisation } from '#src/api/courier/administration/organisations.ts';
import { type Announcer, announcerEvents, announcersOptions } from '#src/api/courier/technical/announcers.ts';
import type { Column } from '#src/ui/list/use-columns.ts';
import { Moment } from '#src/ui/moment.tsx';
import { CellLink } from '../../tab/cell-button.tsx';
import { matchesWords } from '../../tab/matches-words.ts';
import { TabList } from '../../tab/tab-list.tsx';
import { useTabAddress } from '../../tab/use-tab-address.ts';
import { AnnouncerDialog } from './announcer-dialog.tsx';
import { DeleteAnnouncerDialog } from './delete-announcer-dialog.tsx';
import { useEventName } from './use-event-name.ts';

/** Who is told when people are shared. */
export function AnnouncersList({ organisation }: { readonly organisation: CourierOrganisation }) {
  const t = useTranslations('courierAutomation.announcers');
  const eventName = useEventName();
  const query = useQuery(announcersOptions(organisation.id));
  const address = useTabAddress();
  const [asking, setAsking] = useState<'create' | Announcer>();
  const [search, event] = [address.read('q'), address.read('event')];
  const found = query.data?.filter(
    (one) =>
      (event === '' || one.event === event) && matchesWords(search, one.name, one.type, eventName(one.event)),
  );
  const opened = query.data?.find(({ id }) => id === address.read('announcer'));
  const columns: readonly Column<Announcer>[] = [
    {
      id: 'name',
      title: t('name'),
      cell: ({ id, name }) => <CellLink to={address.opening('announcer', id)} text={name} />,
    },
    { id: 'event', title: t('event'), cell: (one) => eventName(one.event) },
    { id: 'type', title: t('type'), width: 12, cell: ({ type }) => type },
    { id: 'changed', title: t('changed'), width: 14, cell: ({ changed }) => <Moment at={changed} /> },
  ];
  return (
    <>
      <TabList
        say={(key) => t(key)}
        count={found ? t('count', { count: found.length }) : ''}
        icon={IconSpeakerphone}
        query={query}
        rows={found}
        columns={columns}
        filters={[
          {
            name: 'event',
            label: t('event'),
            any: t('anyEvent'),
            options: announcerEvents.map((value) => ({ value, label: eventName(value) })),
          },
        ]}
        create={{ text: t('create'), onClick: () => setAsking('create') }}
      />
      {asking === 'create' && (
        <AnnouncerDialog
          announcer={undefined}
          organisation={organisation.id}
          onClose={() => setAsking(undefined)}
        />
      )}
      {opened && asking === undefined && (
        <AnnouncerDialog
          key={opened.id}
          announcer={opened}
          organisation={organisation.id}
          onDelete={() => setAsking(opened)}
          onClose={() => address.close('announcer')}
        />
      )}
      {typeof asking === 'object' && (
        <DeleteAnnouncerDialog
          announcer={asking}
          organisation={organisation.id}
          onDeleted={() => address.close('announcer')}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}
