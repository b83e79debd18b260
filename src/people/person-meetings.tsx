import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { meetingListOptions } from '#src/api/meetings.ts';
import { paths } from '#src/app/paths.ts';
import { ErrorState } from '#src/ui/error-state.tsx';
import { Moment } from '#src/ui/moment.tsx';
import classes from './people.module.css';

/** The API has no filter by person: one page of its list is looked through, and no more is claimed. */
const latest = 100;

/** Somebody's meetings among the latest ones that the reader can see. */
export function PersonMeetings({ uuid }: { readonly uuid: string }) {
  const t = useTranslations('people.meetings');
  const untitled = useTranslations('meetings')('untitled');
  const query = useQuery(meetingListOptions({ limit: latest, offset: 0, order: 'desc' }));
  const seen = query.data?.items;
  const own = seen?.filter(({ ownerUuid }) => ownerUuid?.toLowerCase() === uuid.toLowerCase());
  return (
    <section className={classes.panel} aria-label={t('title')} aria-busy={query.isPending}>
      <h2>{t('title')}</h2>
      {query.isError && !own && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={96} radius="md" />}
      {own && seen && (
        <p className={classes.dimmed}>{t(own.length > 0 ? 'lead' : 'none', { count: seen.length })}</p>
      )}
      {own && own.length > 0 && (
        <ul className={classes.list}>
          {own.map(({ id, name, createdAt }) => (
            <li key={id}>
              <Link to={paths.meeting(id)}>{name ?? untitled}</Link>
              <span className={classes.dimmed}>
                <Moment at={createdAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link to={paths.meetings()}>{t('all')}</Link>
      </p>
    </section>
  );
}
