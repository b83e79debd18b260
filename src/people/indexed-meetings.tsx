import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { indexStore } from '#src/local-index/index-store.ts';
import { type IndexFilter, noFilter } from '#src/local-index/model/filters.ts';
import { useIndexQuery, useIndexStatus } from '#src/local-index/use-index.ts';
import { ErrorState } from '#src/ui/error-state.tsx';
import { Moment } from '#src/ui/moment.tsx';
import classes from './people.module.css';

/** The latest ones; the list of meetings has all. */
const shown = 10;

interface IndexedMeetingsProps {
  readonly filter: Pick<IndexFilter, 'owners'> | Pick<IndexFilter, 'teams'>;
  /** Query of the meetings list that shows all of them. */
  readonly query: string;
  readonly texts: {
    readonly lead: (count: number) => string;
    readonly none: string;
    readonly off: string;
  };
}

/** The latest meetings that pass a filter which only the index on this device can apply. */
export function IndexedMeetings({ filter, query: search, texts }: IndexedMeetingsProps) {
  const t = useTranslations('people.meetings');
  const untitled = useTranslations('meetings')('untitled');
  const { data: self } = useQuery(currentUserQuery());
  const { activity } = useIndexStatus();
  const isOff = !indexStore.available || activity === 'off' || activity === 'failed';
  const found = useIndexQuery(
    ['people', filter],
    (index) =>
      index.search({ query: '', filter: { ...noFilter, ...filter }, order: 'desc', offset: 0, limit: shown }),
    self !== undefined && !isOff,
  );
  return (
    <section className={classes.panel} aria-label={t('title')} aria-busy={!isOff && found.isPending}>
      <h2>{t('title')}</h2>
      {isOff ? (
        <p className={classes.dimmed}>{texts.off}</p>
      ) : (
        <>
          {found.isError && !found.data && (
            <ErrorState error={found.error} onRetry={() => void found.refetch()} />
          )}
          {found.isPending && <Skeleton height={96} radius="md" />}
          {found.data && (
            <p className={classes.dimmed}>
              {found.data.total > 0 ? texts.lead(found.data.total) : texts.none}
            </p>
          )}
          <Growing />
          {found.data && found.data.hits.length > 0 && (
            <>
              <ul className={classes.list}>
                {found.data.hits.map(({ meeting: { id, name, createdAt } }) => (
                  <li key={id}>
                    <Link to={paths.meeting(id)}>{name ?? untitled}</Link>
                    <span className={classes.dimmed}>
                      <Moment at={createdAt === undefined ? undefined : new Date(createdAt)} />
                    </span>
                  </li>
                ))}
              </ul>
              <p>
                <Link to={paths.meetings(search)}>{t('all')}</Link>
              </p>
            </>
          )}
        </>
      )}
    </section>
  );
}

/** While the index is not complete, what it finds may not be all. */
function Growing() {
  const t = useTranslations('people.meetings');
  const { activity, indexed, total } = useIndexStatus();
  if (activity === 'upToDate' || total === undefined || indexed >= total) return null;
  return <p className={classes.dimmed}>{t('growing', { indexed, total })}</p>;
}
