import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CourierOrganisation } from '#src/api/courier/administration/organisations.ts';
import { courierUsersOptions } from '#src/api/courier/administration/users.ts';
import { subscriptionsOptions, type VoiceSubscription } from '#src/api/courier/technical/voice-events.ts';
import { CellButton } from '../../tab/cell-button.tsx';
import { ListPanel } from '../../tab/list-panel.tsx';
import { Said } from '../../tab/said.tsx';
import { EventDialog } from './event-dialog.tsx';

/** Whom the voice assistant may notify, of what; and a notification. */
export function SubscriptionsPanel({ organisation }: { readonly organisation: CourierOrganisation }) {
  const t = useTranslations('courierVoice.events');
  const query = useQuery(subscriptionsOptions(organisation.id));
  const { data: users } = useQuery(courierUsersOptions());
  const [chosen, setChosen] = useState<VoiceSubscription>();
  const [said, setSaid] = useState('');
  const nameOf = ({ user }: VoiceSubscription) => users?.find(({ id }) => id === user)?.name ?? t('someone');
  return (
    <ListPanel<VoiceSubscription>
      say={(key) => t(key)}
      query={query}
      columns={[
        {
          id: 'person',
          title: t('person'),
          cell: (one) => (
            <CellButton
              text={nameOf(one)}
              label={t('open', { name: nameOf(one) })}
              onClick={() => {
                setSaid('');
                setChosen(one);
              }}
            />
          ),
        },
        { id: 'events', title: t('events'), cell: ({ events }) => events.join(', ') || t('noEvents') },
      ]}
      keyOf={({ id }) => id}
      cards
    >
      <Said text={said} />
      {chosen && (
        <EventDialog
          subscription={chosen}
          name={nameOf(chosen)}
          onSent={() => setSaid(t('sent', { name: nameOf(chosen) }))}
          onClose={() => setChosen(undefined)}
        />
      )}
    </ListPanel>
  );
}
