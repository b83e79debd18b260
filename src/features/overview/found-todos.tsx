import type { ComponentType, ReactElement } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { CurrentUser } from '#src/api/claritalk/users.ts';
import { dayOf } from '#src/lib/time/day-of.ts';
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

const shown = 5;

interface FoundTodosProps {
  readonly user: CurrentUser;
  readonly load: () => Promise<TodoRow>;
  /** Shown until there is something to show. */
  readonly children: ReactElement;
}

/** What the index knows of one's own to-dos; loaded when it can be asked. */
export function FoundTodos({ user, load, children }: FoundTodosProps) {
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
    return children;
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
