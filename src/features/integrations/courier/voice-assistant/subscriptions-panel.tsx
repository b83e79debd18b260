import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { CourierOrganisation } from '#src/api/courier/administration/organisations.ts';
import { courierUsersOptions } from '#src/api/courier/administration/users.ts';
import { subscriptionsOptions, type VoiceSubscription } from '#src/api/courier/technical/voice-events.ts';
import { Panel } from '#src/ui/panel.tsx';
import { CellButton } from '../../tab/cell-button.tsx';
import { PanelTable } from '../../tab/panel-table.tsx';
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
    <Panel title={t('title')} lead={t('lead')}>
      <PanelTable<VoiceSubscription>
        query={query}
        texts={{ failed: t('failed'), empty: t('empty') }}
        label={t('title')}
        skeletons={2}
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
        rows={query.data}
        keyOf={({ id }) => id}
        cards
      />
      <Said text={said} />
      {chosen && (
        <EventDialog
          subscription={chosen}
          name={nameOf(chosen)}
          onSent={() => setSaid(t('sent', { name: nameOf(chosen) }))}
          onClose={() => setChosen(undefined)}
        />
      )}
    </Panel>
  );
}
