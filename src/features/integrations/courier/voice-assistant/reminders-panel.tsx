import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { courierUsersOptions } from '#src/api/courier/administration/users.ts';
import { type Reminder, remindersOptions } from '#src/api/courier/technical/reminders.ts';
import { browserTimeZone } from '#src/lib/intl.ts';
import { Panel } from '#src/ui/panel.tsx';
import { CellButton } from '../../tab/cell-button.tsx';
import { PanelTable } from '../../tab/panel-table.tsx';
import { useTabAddress } from '../../tab/use-tab-address.ts';
import { PersonPicker } from '../person-picker.tsx';
import { ReminderDialog } from './reminder-dialog.tsx';
import { useRuleName } from './use-rule-name.ts';

/** What someone is reminded of, by the person in the address. */
export function RemindersPanel() {
  const t = useTranslations('courierVoice.reminders');
  const { data: users } = useQuery(courierUsersOptions());
  const address = useTabAddress();
  const wanted = address.read('person');
  const person = users?.find(({ individual }) => individual === wanted);
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <PersonPicker
        label={t('person')}
        value={person}
        onChange={(user) => address.write({ person: user?.individual ?? '' })}
      />
      {person?.individual !== undefined && (
        <Reminders key={person.individual} individual={person.individual} zone={person.zone} />
      )}
    </Panel>
  );
}

interface RemindersProps {
  readonly individual: string;
  /** Of the person, where it is known. */
  readonly zone: string | undefined;
}

function Reminders({ individual, zone }: RemindersProps) {
  const t = useTranslations('courierVoice.reminders');
  const ruleName = useRuleName();
  const query = useQuery(remindersOptions(individual));
  const [asking, setAsking] = useState<'create' | Reminder>();
  return (
    <>
      <PanelTable<Reminder>
        query={query}
        texts={{ failed: t('failed'), empty: t('empty') }}
        label={t('title')}
        skeletons={2}
        columns={[
          {
            id: 'content',
            title: t('content'),
            cell: (one) => (
              <CellButton
                text={one.content}
                label={t('open', { content: one.content })}
                onClick={() => setAsking(one)}
              />
            ),
          },
          { id: 'time', title: t('time'), cell: ({ time }) => <span dir="ltr">{time}</span> },
          { id: 'rule', title: t('rule'), cell: ({ rule }) => ruleName(rule) },
          { id: 'synced', title: t('state'), cell: ({ synced }) => t(synced ? 'synced' : 'waiting') },
        ]}
        rows={query.data}
        keyOf={({ id }) => id}
        cards
      />
      <div>
        <Button variant="default" onClick={() => setAsking('create')}>
          {t('create')}
        </Button>
      </div>
      {asking && (
        <ReminderDialog
          reminder={asking === 'create' ? undefined : asking}
          individual={individual}
          zone={zone ?? browserTimeZone()}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}
