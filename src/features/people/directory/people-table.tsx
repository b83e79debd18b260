import { memo } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import type { User } from '#src/api/claritalk/users.ts';
import { currentQuery } from '#src/lib/address/current-query.ts';
import { languageName } from '#src/lib/language-name.ts';
import { paths } from '#src/paths.ts';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { nextOrder, type PeopleColumn, readPeopleSearch, writePeopleSearch } from './people-search.ts';

interface PeopleTableProps {
  /** Undefined while they are on their way. */
  readonly users: readonly User[] | undefined;
  /** UUID of the reader. */
  readonly self: string | undefined;
}

/** A page of people, not drawn again while someone types. */
export const PeopleTable = memo(function PeopleTable({ users, self }: PeopleTableProps) {
  const t = useTranslations('people');
  const locale = useLocale();
  const format = useFormatter();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const search = readPeopleSearch(params);
  const day = (at: Date | undefined) => at && format.dateTime(at, { dateStyle: 'medium' });
  const title = (id: PeopleColumn) => ({ id, title: t(`columns.${id}`) });
  const columns: readonly Column<User, PeopleColumn>[] = [
    { ...title('name'), cell: (user) => <Name user={user} isSelf={user.uuid === self} /> },
    { ...title('email'), from: 48, below: 'name', cell: ({ email }) => email },
    {
      ...title('locale'),
      from: 62,
      width: 8.75,
      cell: (user) => user.locale && languageName(user.locale, locale),
    },
    { ...title('created'), from: 48, width: 9, cell: ({ createdAt }) => day(createdAt) },
    { ...title('updated'), from: 75, width: 9, cell: ({ updatedAt }) => day(updatedAt) },
  ];
  const sort = (column: PeopleColumn) => {
    const now = readPeopleSearch(currentQuery());
    const query = writePeopleSearch({ ...now, order: nextOrder(now.order, column), page: 1 });
    void navigate(paths.people(query), { preventScrollReset: true, replace: true });
  };
  return (
    <Table
      label={t('title')}
      columns={columns}
      rows={users}
      keyOf={({ uuid }) => uuid}
      skeletons={12}
      sort={{
        column: columns.find(({ id }) => search.order.startsWith(id))?.id ?? 'name',
        descending: search.order.endsWith('Down'),
        onSort: sort,
      }}
    />
  );
});

function Name({ user: { uuid, name }, isSelf }: { readonly user: User; readonly isSelf: boolean }) {
  const t = useTranslations('people');
  return (
    <>
      <Link to={paths.person(uuid)} dir="auto">
        {name}
      </Link>
      {isSelf && <span className="ui-note">{` (${t('you')})`}</span>}
    </>
  );
}
