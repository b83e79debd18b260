import '@mantine/core/styles/Input.layer.css';
import { Button, NativeSelect, TextInput, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChevronDown, IconFilterOff, IconSearch, IconUserPlus, IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { memo, useDeferredValue, useMemo } from 'react';
import { Link, type LoaderFunctionArgs } from 'react-router';
import { useLocale, useTranslations } from 'use-intl';
import { ApiError } from '#src/api/errors.ts';
import { queryClientContext } from '#src/api/query-client.ts';
import { currentUserQuery, type User, usersOptions } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { ErrorState } from '#src/ui/error-state.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import {
  findPeople,
  type PeopleOrder,
  peopleOrders,
  peoplePageSize,
  sortPeople,
} from './model/people-search.ts';
import { PageArrows } from './page-arrows.tsx';
import classes from './people.module.css';
import { PeopleTable } from './people-table.tsx';
import { usePeopleSearch } from './use-people-search.ts';

/** Begins to load the people; the page shows itself meanwhile. */
export function loader({ context }: LoaderFunctionArgs) {
  void context.get(queryClientContext).prefetchQuery(usersOptions());
  return null;
}

/** Everybody of the organisation. Claritalk answers all of them at once: finding and sorting happens here. */
export function Component() {
  const t = useTranslations('people');
  const locale = useLocale();
  const query = useQuery(usersOptions());
  const { data: self } = useQuery(currentUserQuery());
  const state = usePeopleSearch();
  const { order } = state.search;
  const narrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const sorted = useMemo(
    () => query.data && sortPeople(query.data, order, locale),
    [query.data, order, locale],
  );
  // Typing comes before finding.
  const text = useDeferredValue(state.text);
  const found = useMemo(() => sorted && findPeople(sorted, text), [sorted, text]);
  const count = found?.length;
  const summary =
    count === undefined ? '' : text.trim() === '' ? t('total', { count }) : t('matching', { count });
  return (
    <>
      <Head summary={summary} />
      <VisuallyHidden role="status">{summary}</VisuallyHidden>
      <search className={classes.bar} aria-label={t('search')}>
        <TextInput
          className={classes.search ?? ''}
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={state.text}
          leftSection={<IconSearch size={16} aria-hidden />}
          onChange={(event) => state.type(event.currentTarget.value)}
          onKeyDown={(event) => {
            const [only, another] = found ?? [];
            // Whoever pasted an e-mail address or a UUID is where they wanted to be with Enter.
            if (event.key === 'Enter' && only && !another) void state.open(paths.person(only.uuid));
          }}
        />
        {narrow && <Orders order={order} onOrder={state.sort} />}
      </search>
      {query.isError && !found ? (
        <ErrorState
          error={query.error}
          {...(query.error instanceof ApiError && query.error.kind === 'forbidden'
            ? { title: t('notAllowed') }
            : { onRetry: () => void query.refetch() })}
        />
      ) : count === 0 ? (
        <NobodyFound searching={text.trim() !== ''} onReset={() => state.type('')} />
      ) : (
        <Found found={found} self={self?.uuid} page={state.page} onGo={state.goToPage} />
      )}
    </>
  );
}

/** Drawn again only when it says something else, not for every letter. */
const Head = memo(function Head({ summary }: { readonly summary: string }) {
  const t = useTranslations('people');
  return (
    <PageHeader
      title={t('title')}
      lead={summary === '' ? '\u00a0' : summary}
      actions={
        <>
          <Button component={Link} to={paths.audit()} variant="default">
            {t('audit.button')}
          </Button>
          <Button
            component={Link}
            to={paths.invitePeople()}
            leftSection={<IconUserPlus size={18} aria-hidden />}
          >
            {t('invite.button')}
          </Button>
        </>
      }
    />
  );
});

interface OrdersProps {
  readonly order: PeopleOrder;
  readonly onOrder: (order: PeopleOrder) => void;
}

/** On narrow screens, which have no heads of columns to press. */
function Orders({ order, onOrder }: OrdersProps) {
  const t = useTranslations('people');
  return (
    <NativeSelect
      aria-label={t('sort.label')}
      value={order}
      rightSection={<IconChevronDown size={16} aria-hidden />}
      onChange={({ currentTarget: { value } }) =>
        onOrder(peopleOrders.find((known) => known === value) ?? 'name')
      }
      data={peopleOrders.map((value) => ({ value, label: t(`sort.${value}`) }))}
    />
  );
}

interface FoundProps {
  readonly found: readonly User[] | undefined;
  readonly self: string | undefined;
  readonly page: number;
  readonly onGo: (page: number) => void;
}

function Found({ found, self, page: wanted, onGo }: FoundProps) {
  const t = useTranslations('people');
  const total = found?.length ?? 0;
  // Somebody's link may name a page that is gone.
  const page = Math.min(wanted, Math.max(1, Math.ceil(total / peoplePageSize)));
  const shown = useMemo(
    () => found?.slice((page - 1) * peoplePageSize, page * peoplePageSize),
    [found, page],
  );
  return (
    <div className={classes.results} aria-busy={!found}>
      <PeopleTable users={shown} self={self} />
      <PageArrows label={t('pages')} page={page} pageSize={peoplePageSize} total={total} onGo={onGo} />
    </div>
  );
}

function NobodyFound({ searching, onReset }: { readonly searching: boolean; readonly onReset: () => void }) {
  const t = useTranslations('people');
  return searching ? (
    <EmptyState
      icon={IconFilterOff}
      text={t('noMatch')}
      action={<Button onClick={onReset}>{t('reset')}</Button>}
    />
  ) : (
    <EmptyState icon={IconUsers} text={t('empty')} />
  );
}
