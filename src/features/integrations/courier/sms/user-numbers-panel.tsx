import { Button } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { textNumbersOptions } from '#src/api/courier/administration/text-numbers.ts';
import { type UserNumber, userNumbersOptions } from '#src/api/courier/administration/user-numbers.ts';
import { courierUsersOptions } from '#src/api/courier/administration/users.ts';
import { ListPanel } from '../../tab/list-panel.tsx';
import { ChooseNumber } from './choose-number.tsx';

interface UserNumbersPanelProps {
  readonly organisation: string;
  /** Ids. */
  readonly accounts: readonly string[];
}

/** The people whose messages always come from the same number. */
export function UserNumbersPanel({ organisation, accounts }: UserNumbersPanelProps) {
  const t = useTranslations('courierSms.people');
  const query = useQuery(userNumbersOptions(organisation));
  const { data: users } = useQuery(courierUsersOptions());
  const numbers = useQueries({ queries: accounts.map(textNumbersOptions) }).flatMap(({ data }) => data ?? []);
  const [choosing, setChoosing] = useState(false);
  const nameOf = (user: string | undefined) => users?.find(({ id }) => id === user)?.name ?? user;
  const phoneOf = (number: string | undefined) => numbers.find(({ id }) => id === number)?.phone ?? number;
  return (
    <ListPanel<UserNumber>
      say={(key) => t(key)}
      query={query}
      columns={[
        { id: 'user', title: t('user'), cell: ({ user }) => nameOf(user) },
        { id: 'number', title: t('number'), cell: ({ number }) => phoneOf(number) },
      ]}
      keyOf={({ id }) => id}
    >
      {users && numbers.length > 0 && (
        <div>
          <Button variant="default" onClick={() => setChoosing(true)}>
            {t('choose')}
          </Button>
        </div>
      )}
      {choosing && users && (
        <ChooseNumber
          organisation={organisation}
          users={users}
          numbers={numbers}
          onClose={() => setChoosing(false)}
        />
      )}
    </ListPanel>
  );
}
