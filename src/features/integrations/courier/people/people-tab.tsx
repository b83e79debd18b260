import { Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { usersOptions } from '#src/api/claritalk/users.ts';
import {
  type CourierUser,
  courierUsersOptions,
  individualLinksOptions,
  linkIndividual,
} from '#src/api/courier/administration/users.ts';
import { paths } from '#src/paths.ts';
import type { Column } from '#src/ui/list/use-columns.ts';
import { CellButton } from '../../tab/cell-button.tsx';
import { LinkDialog } from '../../tab/link-dialog.tsx';
import { TabList } from '../../tab/tab-list.tsx';
import { useTabAddress } from '../../tab/use-tab-address.ts';
import { contacts, findUsers, peopleAt } from './find-users.ts';
import { OrganisationsPanel } from './organisations-panel.tsx';
import { useUserTexts } from './use-user-texts.ts';
import { UserDialog } from './user-dialog.tsx';

/** Whom Courier knows, how they can be reached there, and who they are here. */
export function Component() {
  const t = useTranslations('courierPeople');
  const texts = useUserTexts();
  const query = useQuery(courierUsersOptions());
  const { data: links } = useQuery(individualLinksOptions());
  const { data: users } = useQuery(usersOptions());
  const address = useTabAddress();
  const [linking, setLinking] = useState<CourierUser>();
  const there = query.data;
  const found =
    there &&
    findUsers(there, {
      search: address.read('q'),
      state: address.read('state'),
      contact: address.read('contact'),
    });
  const people = there && users && links && peopleAt(there, users, links);
  const states = [...new Set(there?.flatMap(({ state }) => state ?? []))].toSorted();
  const opened = there?.find(({ id }) => id === address.read('user'));
  const theirs = ({ individual }: CourierUser) =>
    individual === undefined ? [] : (people?.get(individual) ?? []);
  const columns: readonly Column<CourierUser>[] = [
    {
      id: 'name',
      title: t('columns.name'),
      cell: (user) => (
        <>
          <Link to={address.opening('user', user.id)} preventScrollReset dir="auto">
            {user.name}
          </Link>
          <Text component="p" size="xs" c="dimmed" fw={400} dir="auto">
            {texts.email(user)}
          </Text>
        </>
      ),
    },
    { id: 'phone', title: t('columns.phone'), cell: texts.phone },
    { id: 'state', title: t('columns.state'), width: 9, cell: texts.state },
    {
      id: 'notified',
      title: t('columns.notified'),
      width: 9,
      cell: ({ notifiedByEmail }) => t(notifiedByEmail ? 'yes' : 'no'),
    },
    {
      id: 'person',
      title: t('columns.person'),
      cell: (user) =>
        people &&
        user.individual !== undefined && (
          <CellButton
            text={
              theirs(user)
                .map(({ user: one }) => one.name)
                .join(', ') || t('link.nobody')
            }
            label={t('link.open', { name: user.name })}
            onClick={() => setLinking(user)}
          />
        ),
    },
  ];
  return (
    <div className="ui-parts">
      <TabList
        say={(key) => t(key)}
        count={found ? t('count', { count: found.length }) : ''}
        icon={IconUsers}
        query={query}
        rows={found}
        columns={columns}
        filters={[
          {
            name: 'state',
            label: t('columns.state'),
            any: t('anyState'),
            options: states.map((state) => ({ value: state, label: texts.stateName(state) })),
          },
          {
            name: 'contact',
            label: t('contact'),
            any: t('anyContact'),
            options: contacts.map((value) => ({ value, label: t(`contacts.${value}`) })),
          },
        ]}
      />
      <div className="ui-row ui-tight ui-note">
        <span dir="auto">{t('elsewhere')}</span>
        <Link to={paths.people()} dir="auto">
          {t('here')}
        </Link>
      </div>
      <OrganisationsPanel />
      {opened && <UserDialog key={opened.id} user={opened} onClose={() => address.close('user')} />}
      {linking?.individual !== undefined && users && people && (
        <LinkDialog
          of={{ id: linking.individual, name: linking.name }}
          lead={t('link.lead')}
          people={theirs(linking)}
          users={users}
          work={linkIndividual}
          onClose={() => setLinking(undefined)}
        />
      )}
    </div>
  );
}
