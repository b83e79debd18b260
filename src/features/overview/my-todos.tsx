import { Skeleton } from '@mantine/core';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import type { TodoRow } from './found-todos.tsx';
import classes from './overview.module.css';

interface MyTodosProps {
  readonly user: CurrentUser | undefined;
  /** Whether the index can be used; undefined while that is not known. */
  readonly indexed: boolean | undefined;
  readonly load: () => Promise<TodoRow>;
  /** Address of all that are one's own. */
  readonly all: string;
}

const loadFound = () => import('./found-todos.tsx');

/** Open to-dos of all meetings that name the person, those that are due first. */
export function MyTodos({ user, indexed, load, all }: MyTodosProps) {
  const t = useTranslations('overview.todos');
  const found = useOnDemand(loadFound, indexed === true);
  return (
    <section aria-labelledby="overview-todos" className={`ui-card ${classes.todos}`}>
      <div className={`ui-ends ${classes.panelHead}`}>
        <h2 id="overview-todos" className={classes.heading}>
          {t('title')}
        </h2>
        {indexed !== false && (
          <Link to={all} className="ui-small">
            {t('all')}
          </Link>
        )}
      </div>
      {indexed === false ? (
        <p className={`ui-hint ${classes.text}`}>{t('noIndex')}</p>
      ) : found && user ? (
        <found.FoundTodos user={user} load={load}>
          <Loading />
        </found.FoundTodos>
      ) : (
        <Loading />
      )}
    </section>
  );
}

function Loading() {
  const t = useTranslations('overview.todos');
  return (
    <ul className="ui-list ui-over" aria-busy aria-label={t('loading')}>
      {[70, 55, 62, 48].map((width) => (
        <li key={width} className={`ui-small ui-over ${classes.meeting}`} aria-hidden>
          <Skeleton height={12} width={`${width}%`} radius="xl" />
        </li>
      ))}
    </ul>
  );
}
