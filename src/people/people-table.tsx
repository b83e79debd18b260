import { IconArrowDown, IconArrowUp, IconSelector } from '@tabler/icons-react';
import { memo } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import type { User } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { languageName } from '#src/lib/language-name.ts';
import {
  nextOrder,
  type PeopleColumn,
  peopleColumns,
  readPeopleSearch,
  writePeopleSearch,
} from './model/people-search.ts';
import classes from './people.module.css';

interface PeopleTableProps {
  /** Undefined while they are on their way. */
  readonly users: readonly User[] | undefined;
  /** UUID of whoever reads this. */
  readonly self: string | undefined;
}

const skeletons = [...new Array(12).keys()];

/** A page of people. Narrow screens leave columns out; the person's own page has everything. */
export const PeopleTable = memo(function PeopleTable({ users, self }: PeopleTableProps) {
  const t = useTranslations('people');
  return (
    <table className={classes.table} aria-label={users ? t('title') : t('loading')}>
      <thead>
        <tr>
          {peopleColumns.map((column) => (
            <HeadCell key={column} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>{users ? <Rows users={users} self={self} /> : skeletons.map(toSkeleton)}</tbody>
    </table>
  );
});

/** The name of a column; pressing it orders by it, pressing it again turns that round. */
function HeadCell({ column }: { readonly column: PeopleColumn }) {
  const t = useTranslations('people');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const search = readPeopleSearch(params);
  const up = search.order === column;
  const sorted = up || search.order === `${column}Down`;
  const Icon = up ? IconArrowUp : sorted ? IconArrowDown : IconSelector;
  const sort = () => {
    const query = writePeopleSearch({ ...search, order: nextOrder(search.order, column), page: 1 });
    void navigate(paths.people(query), { preventScrollReset: true, replace: true });
  };
  return (
    <th scope="col" data-column={column} aria-sort={sorted ? (up ? 'ascending' : 'descending') : 'none'}>
      <button type="button" className={classes.sorter} onClick={sort}>
        {t(`columns.${column}`)}
        <Icon size={14} aria-hidden />
      </button>
    </th>
  );
}

/** The texts that rows share are looked up once for all of them; typing draws none of them again. */
const Rows = memo(function Rows({
  users,
  self,
}: Pick<PeopleTableProps, 'self'> & { users: readonly User[] }) {
  const t = useTranslations('people');
  const locale = useLocale();
  const format = useFormatter();
  const day = (at: Date | undefined) => (at ? format.dateTime(at, { dateStyle: 'medium' }) : '–');
  return users.map((user) => (
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
  ));
});

/** Plain elements: sixty of Mantine's cost more than the page around them. */
const toSkeleton = (row: number) => (
  <tr key={row} aria-hidden>
    {peopleColumns.map((column) => (
      <td key={column} data-column={column === 'name' ? undefined : column}>
        <span className={classes.bone} />
      </td>
    ))}
  </tr>
);
