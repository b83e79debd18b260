import '@mantine/core/styles/Input.layer.css';
import { Button, NativeSelect, Skeleton, VisuallyHidden } from '@mantine/core';
import { IconChevronDown, IconFilterOff, IconListCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { useFormatter, useNow, useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { indexStore } from '#src/local-index/index-store.ts';
import type { Occurrence } from '#src/local-index/protocol.ts';
import { useIndexQuery, useIndexStatus } from '#src/local-index/use-index.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { ErrorState } from '#src/ui/error-state.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { ActionItem } from './action-item.tsx';
import classes from './action-items-page.module.css';
import { IndexBar } from './index-bar.tsx';
import filterClasses from './meeting-filters.module.css';
import {
  type ActionSearch,
  actionPageSize,
  readActionSearch,
  todoDues,
  todoFilterOf,
  todoStates,
  writeActionSearch,
} from './model/action-search.ts';
import { dayOf } from './model/periods.ts';
import { useValueNames } from './use-value-names.ts';

/** The to-dos of all meetings, as far as the index on this device knows them. */
export function Component() {
  const t = useTranslations('actionItems');
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const search = readActionSearch(params);
  const today = dayOf(useNow());
  const { activity } = useIndexStatus();
  const { data: user } = useQuery(currentUserQuery());
  const request = {
    filter: todoFilterOf(search),
    today,
    offset: (search.page - 1) * actionPageSize,
    limit: actionPageSize,
  };
  const { data, isError, error, refetch, isPlaceholderData } = useIndexQuery(
    ['action-items', request],
    (index) => index.actionItems(request),
    user !== undefined && indexStore.available,
  );
  const go = (change: Partial<ActionSearch>) =>
    void navigate(paths.actionItems(writeActionSearch({ ...search, page: 1, ...change })));
  const filtered = writeActionSearch({ ...search, page: 1 }) !== '';
  const count = data && !isPlaceholderData ? t('count', { count: data.total }) : '';
  return (
    <>
      <PageHeader title={t('title')} lead={count === '' ? '\u00a0' : count} />
      <VisuallyHidden role="status">{count}</VisuallyHidden>
      <IndexBar text={t('fromIndex')} />
      <Filters search={search} people={data?.people ?? []} dossiers={data?.dossiers ?? []} onChange={go} />
      {isError && !data && <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} />}
      {!data && !isError && <Skeleton height={320} radius="lg" />}
      {data?.total === 0 && (
        <EmptyState
          icon={filtered ? IconFilterOff : IconListCheck}
          text={t(filtered ? 'noMatch' : activity === 'upToDate' ? 'none' : 'noneYet')}
          {...(filtered
            ? { action: <Button onClick={() => navigate(paths.actionItems())}>{t('reset')}</Button> }
            : {})}
        />
      )}
      {data && data.items.length > 0 && (
        <ul className={classes.items} aria-label={t('title')}>
          {data.items.map(({ todo, meeting }) => (
            <ActionItem
              key={`${meeting.id} ${todo.key}`}
              todo={todo}
              meeting={meeting}
              today={today}
              userUuid={user?.uuid}
            />
          ))}
        </ul>
      )}
      {data && data.total > actionPageSize && (
        <nav className={classes.pages} aria-label={t('pages.label')}>
          {search.page > 1 && (
            <Button variant="default" onClick={() => go({ page: search.page - 1 })}>
              {t('pages.previous')}
            </Button>
          )}
          <span>{t('pages.page', { page: search.page, of: Math.ceil(data.total / actionPageSize) })}</span>
          {search.page * actionPageSize < data.total && (
            <Button variant="default" onClick={() => go({ page: search.page + 1 })}>
              {t('pages.next')}
            </Button>
          )}
        </nav>
      )}
    </>
  );
}

interface FiltersProps {
  readonly search: ActionSearch;
  readonly people: readonly Occurrence[];
  readonly dossiers: readonly Occurrence[];
  readonly onChange: (change: Partial<ActionSearch>) => void;
}

/** Stands for everybody; no name begins with a space. */
const everybody = ' ';

function Filters({ search, people, dossiers, onChange }: FiltersProps) {
  const t = useTranslations('actionItems');
  const format = useFormatter();
  const names = useValueNames([]);
  const withCount = (label: string, count: number) => `${label} (${format.number(count)})`;
  const known = (found: readonly Occurrence[], chosen: string | undefined) =>
    chosen === undefined || found.some(({ value }) => value === chosen)
      ? found
      : [{ value: chosen, count: 0 }, ...found];
  const icon = <IconChevronDown size={16} aria-hidden />;
  return (
    <search className={filterClasses.bar} aria-label={t('filters')}>
      <NativeSelect
        aria-label={t('state.label')}
        value={search.state}
        rightSection={icon}
        onChange={({ currentTarget }) =>
          onChange({ state: todoStates.find((state) => state === currentTarget.value) ?? 'open' })
        }
        data={todoStates.map((value) => ({ value, label: t(`state.${value}`) }))}
      />
      <NativeSelect
        aria-label={t('due.label')}
        value={search.due}
        rightSection={icon}
        onChange={({ currentTarget }) =>
          onChange({ due: todoDues.find((due) => due === currentTarget.value) ?? 'any' })
        }
        data={todoDues.map((value) => ({ value, label: t(`due.${value}`) }))}
      />
      <NativeSelect
        className={classes.wide ?? ''}
        aria-label={t('person.label')}
        value={search.person ?? everybody}
        rightSection={icon}
        onChange={({ currentTarget }) =>
          onChange({ person: currentTarget.value === everybody ? undefined : currentTarget.value })
        }
        data={[
          { value: everybody, label: t('person.all') },
          ...known(people, search.person).map(({ value, count }) => ({
            value,
            label: withCount(value === '' ? t('person.nobody') : value, count),
          })),
        ]}
      />
      <NativeSelect
        className={classes.wide ?? ''}
        aria-label={t('dossier.label')}
        value={search.dossier ?? ''}
        rightSection={icon}
        onChange={({ currentTarget }) => onChange({ dossier: currentTarget.value || undefined })}
        data={[
          { value: '', label: t('dossier.all') },
          ...known(dossiers, search.dossier).map(({ value, count }) => ({
            value,
            label: withCount(names.dossier(value), count),
          })),
        ]}
      />
    </search>
  );
}
