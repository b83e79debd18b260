import { Skeleton } from '@mantine/core';
import { memo } from 'react';
import { Link } from 'react-router';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import type { User } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { languageName } from '#src/lib/language-name.ts';
import classes from './people.module.css';

interface PeopleTableProps {
  /** Undefined while they are on their way. */
  readonly users: readonly User[] | undefined;
  /** UUID of whoever reads this. */
  readonly self: string | undefined;
}

const columns = ['name', 'email', 'locale', 'created', 'updated'] as const;
const skeletons = [...new Array(12).keys()];

/** A page of people. Narrow screens leave columns out; the person's own page has everything. */
export const PeopleTable = memo(function PeopleTable({ users, self }: PeopleTableProps) {
  const t = useTranslations('people');
  const locale = useLocale();
  const format = useFormatter();
  const day = (at: Date | undefined) => (at ? format.dateTime(at, { dateStyle: 'medium' }) : '–');
  return (
    <table className={classes.table} aria-label={users ? t('title') : t('loading')}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" data-column={column}>
              {t(`columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {users?.map((user) => (
          <tr key={user.uuid}>
            <th scope="row">
              <Link to={paths.person(user.uuid)}>{user.name}</Link>
              {user.uuid === self && <span className={classes.you}> ({t('you')})</span>}
              <span className={classes.below}>{user.email}</span>
            </th>
            <td data-column="email">{user.email ?? '–'}</td>
            <td data-column="locale">{user.locale ? languageName(user.locale, locale) : '–'}</td>
            <td data-column="created">{day(user.createdAt)}</td>
            <td data-column="updated">{day(user.updatedAt)}</td>
          </tr>
        )) ??
          skeletons.map((row) => (
            <tr key={row} aria-hidden>
              {columns.map((column) => (
                <td key={column} data-column={column === 'name' ? undefined : column}>
                  <Skeleton height={12} my={5} width={column === 'name' ? '70%' : '55%'} radius="xl" />
                </td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  );
});
