import { VisuallyHidden } from '@mantine/core';
import { IconSquare, IconSquareCheck } from '@tabler/icons-react';
import { useId } from 'react';
import { Link, useLocation } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { paths } from '#src/paths.ts';
import { WriteNotice } from '#src/services/problems/write-notice.tsx';
import type { IndexedMeeting, IndexedTodo } from '#src/services/search-index/model/document.ts';
import type { Elements } from '#src/ui/elements.ts';
import { Hint } from '#src/ui/hint.tsx';
import type { FollowedTodo } from '../follow-up/followed-todo.ts';
import classes from './action-item.module.css';
import { useTickTodo } from './use-tick-todo.ts';

interface ActionItemProps {
  readonly todo: IndexedTodo;
  readonly meeting: IndexedMeeting;
  /** `YYYY-MM-DD` in the reader's zone. */
  readonly today: string;
  readonly userUuid: string | undefined;
  /** Draws what became of it beyond the meeting. */
  readonly followUp?: ((of: Followed) => Elements) | undefined;
}

/** A to-do as it stands here, and how to mark it as done. */
export interface Followed {
  readonly todo: FollowedTodo;
  readonly onDone: (() => void) | undefined;
}

/** One to-do with its meeting. Those of one's own meetings can be ticked. */
export function ActionItem({ todo, meeting, today, userUuid, followUp }: ActionItemProps) {
  const t = useTranslations('actionItems');
  const meetings = useTranslations('meetings');
  const id = useId();
  const format = useFormatter();
  const { pathname, search } = useLocation();
  const tick = useTickTodo(userUuid);
  // Until the index knows, what was ticked here is shown.
  const { state } = tick;
  const done =
    state.phase === 'writing' || state.phase === 'looking' || state.phase === 'done'
      ? state.of.done
      : todo.done;
  const own = userUuid !== undefined && meeting.ownerUuid === userUuid && meeting.name !== undefined;
  const late = !done && todo.due !== undefined && todo.due < today;
  // A day of the calendar: read and written in one and the same zone.
  const date =
    todo.due && format.dateTime(new Date(`${todo.due}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' });
  const Icon = done ? IconSquareCheck : IconSquare;
  return (
    <li className={`ui-small ui-breaks ${classes.item}`} data-row data-done={done || undefined}>
      {own ? (
        <input
          id={id}
          type="checkbox"
          className={classes.tick}
          checked={done}
          aria-busy={tick.busy}
          onChange={(event) => {
            void tick.run({ meetingId: meeting.id, todoKey: todo.key, done: event.currentTarget.checked });
          }}
        />
      ) : (
        <span className={`ui-dimmed ${classes.state}`}>
          <Hint text={t('readOnly')}>
            {(description) => (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard (style rule 9)
              <span role="img" aria-label={t(done ? 'done' : 'open')} tabIndex={0} {...description}>
                <Icon size={25} stroke={1.25} aria-hidden />
              </span>
            )}
          </Hint>
        </span>
      )}
      <div>
        {own ? (
          <label htmlFor={id} className={classes.text} dir="auto">
            {todo.description}
          </label>
        ) : (
          <span className={classes.text} dir="auto">
            {todo.description}
          </span>
        )}
      </div>
      <div className="ui-meta">
        <span dir="auto">{todo.owner ?? t('person.nobody')}</span>
        {date && (
          <span className={late ? 'ui-danger ui-strong' : undefined}>
            {t(late ? 'overdueSince' : 'dueOn', { date })}
          </span>
        )}
        <Link to={paths.meeting(meeting.id)} state={{ from: `${pathname}${search}` }}>
          <VisuallyHidden>{`${t('meeting')}: `}</VisuallyHidden>
          <span dir="auto">{meeting.name ?? meetings('untitled')}</span>
        </Link>
      </div>
      {followUp && (
        <div className={classes.outcome}>
          {followUp({
            todo: { ...todo, done, meeting },
            onDone: own
              ? () => void tick.run({ meetingId: meeting.id, todoKey: todo.key, done: true })
              : undefined,
          })}
        </div>
      )}
      {state.phase !== 'idle' && state.phase !== 'writing' && (
        <div className={classes.outcome}>
          <WriteNotice
            state={state}
            texts={{ unknown: t('tickUnknown'), found: t('tickFound'), notDone: t('tickFailed') }}
            onCheck={() => tick.look()}
          />
        </div>
      )}
    </li>
  );
}
