import { Text } from '@mantine/core';
import { IconHeadset } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { linkOperator, operatorLinksOptions } from '#src/api/chat2desk/operator-links.ts';
import {
  type Operator,
  operatorGroupsOptions,
  operatorsOptions,
  rolesOptions,
} from '#src/api/chat2desk/operators.ts';
import { usersOptions } from '#src/api/claritalk/users.ts';
import { peopleOf } from '#src/services/conversations/people-of.ts';
import type { Column } from '#src/ui/list/use-columns.ts';
import { CellButton } from '../../tab/cell-button.tsx';
import { LinkDialog } from '../../tab/link-dialog.tsx';
import { TabList } from '../../tab/tab-list.tsx';
import { useTabAddress } from '../../tab/use-tab-address.ts';
import { findOperators } from './find-operators.ts';
import { OperatorDialog } from './operator-dialog.tsx';
import { RightsDialog } from './rights-dialog.tsx';
import { useOperatorTexts } from './use-operator-texts.ts';

type Asking = { readonly what: 'create' } | { readonly what: 'link' | 'rights'; readonly operator: Operator };

/** Who answers clients: their state, rights and groups, and who they are at Claritalk. */
export function Component() {
  const t = useTranslations('chat2desk.operators');
  const format = useFormatter();
  const texts = useOperatorTexts();
  const query = useQuery(operatorsOptions());
  const { data: groups = [] } = useQuery(operatorGroupsOptions());
  const { data: roles = [] } = useQuery(rolesOptions());
  const { data: links } = useQuery(operatorLinksOptions());
  const { data: users } = useQuery(usersOptions());
  const address = useTabAddress();
  const [asking, setAsking] = useState<Asking>();
  const [presence, role, group] = [address.read('presence'), address.read('role'), address.read('group')];
  const operators = query.data;
  const found =
    operators && findOperators(operators, groups, { search: address.read('q'), presence, role, group });
  const people = operators && users && links && peopleOf(operators, users, links);
  const groupsOf = ({ id }: Operator) => groups.filter((one) => one.operators.includes(id));
  const columns: readonly Column<Operator>[] = [
    {
      id: 'name',
      title: t('columns.name'),
      cell: (operator) => (
        <>
          <Link to={address.opening('operator', String(operator.id))} preventScrollReset dir="auto">
            {operator.name}
          </Link>
          <Text component="p" size="xs" c="dimmed" fw={400} dir="auto">
            {operator.email}
          </Text>
        </>
      ),
    },
    { id: 'state', title: t('columns.state'), cell: texts.presence },
    {
      id: 'rights',
      title: t('columns.rights'),
      cell: (operator) => {
        const { rights, role: one } = operator;
        const name = rights?.name ?? (one === undefined ? undefined : texts.role(one));
        if (!rights) return name;
        return (
          <CellButton
            text={name ?? ''}
            label={t('rights.open', { name: rights.name, operator: operator.name })}
            onClick={() => setAsking({ what: 'rights', operator })}
          />
        );
      },
    },
    {
      id: 'groups',
      title: t('columns.groups'),
      cell: (one) =>
        groupsOf(one)
          .map(({ name }) => name)
          .join(', '),
    },
    {
      id: 'open',
      title: t('columns.open'),
      numeric: true,
      width: 8,
      cell: ({ openConversations }) => format.number(openConversations),
    },
    {
      id: 'person',
      title: t('columns.person'),
      cell: (operator) => {
        const theirs = people?.get(operator.id) ?? [];
        const name = theirs.map(({ user }) => user.name).join(', ');
        return (
          people && (
            <CellButton
              text={name === '' ? t('link.nobody') : name}
              label={t('link.open', { name: operator.name })}
              onClick={() => setAsking({ what: 'link', operator })}
            />
          )
        );
      },
    },
  ];
  const opened = operators?.find(({ id }) => String(id) === address.read('operator'));
  const close = () => setAsking(undefined);
  return (
    <>
      <TabList
        say={(key) => t(key)}
        count={
          found
            ? t('count', { count: found.length, online: found.filter(({ online }) => online).length })
            : ''
        }
        icon={IconHeadset}
        query={query}
        rows={found}
        columns={columns}
        filters={[
          {
            name: 'presence',
            label: t('columns.state'),
            any: t('anyState'),
            options: [
              { value: 'online', label: t('online') },
              { value: 'offline', label: t('offline') },
            ],
          },
          {
            name: 'role',
            label: t('role'),
            any: t('anyRole'),
            options: roles.map((value) => ({ value, label: texts.role(value) })),
          },
          {
            name: 'group',
            label: t('group'),
            any: t('anyGroup'),
            options: groups.map(({ id, name, operators: members }) => ({
              value: String(id),
              label: t('groupSize', { name, count: members.length }),
            })),
          },
        ]}
        create={{ text: t('create.button'), onClick: () => setAsking({ what: 'create' }) }}
      />
      {asking?.what === 'create' && <OperatorDialog operator={undefined} onClose={close} />}
      {opened && (
        <OperatorDialog key={opened.id} operator={opened} onClose={() => address.close('operator')} />
      )}
      {asking?.what === 'rights' && asking.operator.rights && (
        <RightsDialog rights={asking.operator.rights} onClose={close} />
      )}
      {asking?.what === 'link' && users && people && (
        <LinkDialog
          of={{ id: String(asking.operator.id), name: asking.operator.name }}
          lead={t('link.lead')}
          people={people.get(asking.operator.id) ?? []}
          users={users}
          work={linkOperator}
          onClose={close}
        />
      )}
    </>
  );
}
