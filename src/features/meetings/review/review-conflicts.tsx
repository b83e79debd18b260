import { Button } from '@mantine/core';
import { useFormatter, useTranslations } from 'use-intl';
import type { Mark, ReviewPath } from '#src/api/claritalk/meetings/review.ts';
import { useOwnerName } from '#src/services/people/use-owner-name.ts';
import { partAttribute } from '../shared/parts.ts';
import type { Conflict } from '../shared/review-merge.ts';
import { keyOf } from '../shared/review-merge.ts';
import classes from './review-conflicts.module.css';
import type { ReviewItem } from './review-view.ts';
import type { ReviewOfMeeting } from './use-review.ts';

interface ReviewConflictsProps {
  readonly session: ReviewOfMeeting;
  readonly items: readonly ReviewItem[];
}

/** Fields that two people changed differently at the same time: one of them decides. */
export function ReviewConflicts({ session, items }: ReviewConflictsProps) {
  const t = useTranslations('review.conflict');
  const { save, resolve, meeting } = session;
  const nameOf = useOwnerName(save.conflicts.map(({ theirs }) => theirs.by));
  const placeOf = ([part, key]: ReviewPath): string => {
    if (part === 'notes' || part === 'approval') return t(part);
    return (
      items.find((item) => item.key === key)?.question ??
      meeting.todos.find((todo) => todo.key === key)?.description ??
      t('gone')
    );
  };
  return (
    <div role="alert" {...partAttribute('conflicts')}>
      {save.conflicts.map((conflict) => (
        <ConflictView
          key={keyOf(conflict.edit.path)}
          conflict={conflict}
          place={placeOf(conflict.edit.path)}
          them={nameOf(conflict.theirs.by)}
          onResolve={(winner) => resolve(conflict.edit.path, winner)}
        />
      ))}
    </div>
  );
}

interface ConflictViewProps {
  readonly conflict: Conflict;
  readonly place: string;
  readonly them: string;
  readonly onResolve: (winner: 'mine' | 'theirs') => void;
}

function ConflictView({ conflict, place, them, onResolve }: ConflictViewProps) {
  const t = useTranslations('review.conflict');
  const textOf = useValueText();
  const { edit, theirs } = conflict;
  const fieldName = edit.path[0] === 'notes' || edit.path[0] === 'approval' ? undefined : edit.path.at(-1);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend of its own.
    <div role="group" className={classes.conflict} aria-label={t('label', { place })}>
      <p className={classes.place}>
        <span className={classes.what} dir="auto">
          {place}
        </span>
        {fieldName !== undefined && <span>{` · ${t(`fields.${fieldNameOf(fieldName)}`)}`}</span>}
      </p>
      <p>{t('body', { name: them })}</p>
      <dl className={classes.versions}>
        <div>
          <dt className="ui-note" dir="auto">
            {them}
          </dt>
          <dd dir="auto">{textOf(theirs)}</dd>
        </div>
        <div>
          <dt className="ui-note">{t('mine')}</dt>
          <dd dir="auto">{textOf(edit.mark)}</dd>
        </div>
      </dl>
      <div className="ui-row">
        <Button size="xs" variant="default" onClick={() => onResolve('theirs')}>
          {t('takeTheirs')}
        </Button>
        <Button size="xs" variant="default" onClick={() => onResolve('mine')}>
          {t('keepMine')}
        </Button>
      </div>
    </div>
  );
}

const fieldNames = ['state', 'comment', 'correction', 'done', 'owner', 'due'] as const;
const fieldNameOf = (name: string) => fieldNames.find((each) => each === name) ?? 'state';

function useValueText(): (mark: Mark) => string {
  const t = useTranslations('review');
  const format = useFormatter();
  return ({ value }) => {
    if (value === null || value === '') return t('conflict.empty');
    if (value === 'accepted' || value === 'flagged') return t(value);
    if (typeof value === 'boolean') return t(value ? 'conflict.done' : 'conflict.notDone');
    if (typeof value === 'object') return t('conflict.approved');
    const day = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
    return day
      ? format.dateTime(new Date(`${value}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' })
      : String(value);
  };
}
