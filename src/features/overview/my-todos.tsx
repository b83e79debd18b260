import { Skeleton } from '@mantine/core';
import type { ComponentType } from 'react';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { useAmountText } from '#src/services/search-index/known.ts';
import type { ActionItem } from '#src/services/search-index/protocol.ts';
import { useIndexQuery, useIndexStatus } from '#src/services/search-index/use-index.ts';
import { useMinute } from '#src/ui/minute-clock.ts';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import classes from './overview.module.css';

/** How a to-do is shown and ticked, which another feature knows. */
export type TodoRow = ComponentType<
  ActionItem & { readonly today: string; readonly userUuid: string | undefined }
>;

interface MyTodosProps {
  readonly user: CurrentUser | undefined;
  /** Whether the index can be used; undefined while that is not known. */
  readonly indexed: boolean | undefined;
  readonly load: () => Promise<TodoRow>;
  /** Address of all that are one's own. */
  readonly all: string;
}

const shown = 5;

/** Open to-dos of all meetings that name the person, those that are due first. */
export function MyTodos({ user, indexed, load, all }: MyTodosProps) {
  const t = useTranslations('overview.todos');
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
      ) : indexed === undefined || !user ? (
        <Loading />
      ) : (
        <Found user={user} load={load} />
      )}
    </section>
  );
}

function Found({ user, load }: { readonly user: CurrentUser; readonly load: MyTodosProps['load'] }) {
  const t = useTranslations('overview.todos');
  const format = useFormatter();
  const amountText = useAmountText();
  const today = dayOf(new Date(useMinute()));
  const { indexed, total } = useIndexStatus();
  const request = {
    filter: { people: [user.name], dossiers: [], state: 'open', due: 'any' },
    today,
    offset: 0,
    limit: shown,
  } as const;
  const { data, isError, known } = useIndexQuery(['action-items', request], (index) =>
    index.actionItems(request),
  );
  const Row = useOnDemand(load, (data?.items.length ?? 0) > 0);
  if (isError && !data) return <p className={`ui-hint ${classes.text}`}>{t('failed')}</p>;
  if (!data || (data.items.length > 0 && !Row) || (data.total === 0 && known === 'nothing')) {
    return <Loading />;
  }
  return (
    <>
      {Row && data.items.length > 0 && (
        <ul className="ui-list ui-ruled ui-over" aria-labelledby="overview-todos">
          {data.items.map(({ todo, meeting }) => (
            <Row
              key={`${meeting.id} ${todo.key}`}
              todo={todo}
              meeting={meeting}
              today={today}
              userUuid={user.uuid}
            />
          ))}
        </ul>
      )}
      {data.total === 0 && (
        <p className={`ui-hint ${classes.text}`}>{t(known === 'all' ? 'none' : 'noneYet')}</p>
      )}
      {data.total > shown && (
        <p className={`ui-note ui-over ${classes.foot}`}>
          {amountText(known, data.total - shown, t('more', { count: data.total - shown }))}
        </p>
      )}
      {known === 'soFar' && total !== undefined && (
        <p className={`ui-note ui-over ${classes.foot}`}>
          {t('reading', { indexed: format.number(indexed), total: format.number(total) })}
        </p>
      )}
    </>
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

/** `YYYY-MM-DD` in the reader's zone. */
function dayOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
