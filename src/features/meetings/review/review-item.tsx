import { Button } from '@mantine/core';
import { IconCheck, IconFlag, IconPencil } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslations } from 'use-intl';
import type { ReviewPath } from '#src/api/claritalk/meetings/review.ts';
import { reviewPaths } from '#src/api/claritalk/meetings/write-review.ts';
import type { EvidenceParts } from '../evidence/use-evidence-parts.ts';
import { Markdown } from '../shared/markdown.tsx';
import { partAttribute } from '../shared/parts.ts';
import { ReviewField } from './review-field.tsx';
import classes from './review-item.module.css';
import { ReviewTrace } from './review-trace.tsx';
import { isUnanswered, type ReviewItem } from './review-view.ts';
import type { ItemActions, ItemPart } from './use-review-flow.ts';

interface ReviewItemProps {
  readonly id: string;
  readonly item: ReviewItem;
  readonly total: number;
  readonly isCurrent: boolean;
  /** The field being edited. */
  readonly open: ItemPart | undefined;
  readonly readOnly: boolean;
  /** What shows the sound that is kept for the answer. */
  readonly evidence: EvidenceParts | undefined;
  readonly actions: ItemActions;
  readonly set: (path: ReviewPath, value: unknown, of?: string) => void;
}

/** A question, the assistant's answer, and the review of the answer. */
export const ReviewItemView = memo(function ReviewItemView(props: ReviewItemProps) {
  const { id, item, total, isCurrent, open, readOnly, evidence, actions, set } = props;
  const t = useTranslations('review');
  const { key, question, answer, multiLine, state, entry, outdated } = item;
  const shownState = state ?? (isUnanswered(item) ? 'unanswered' : 'open');
  const field = (part: ItemPart) => (
    <ReviewField
      label={t(part)}
      value={entry?.[part]?.value ?? ''}
      suggestion={part === 'correction' ? (answer ?? '') : ''}
      mark={entry?.[part]}
      editing={open === part}
      readOnly={readOnly}
      onEdit={() => actions.open(key, part)}
      onDone={() => actions.open(key, undefined)}
      onChange={(value) => set(reviewPaths.answer(key, part), value.trim() === '' ? null : value, item.print)}
    />
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be named by the question that heads it.
    <div
      id={id}
      className={classes.item}
      role="group"
      tabIndex={-1}
      aria-labelledby={`${id}-question`}
      aria-describedby={`${id}-state`}
      aria-current={isCurrent || undefined}
      data-state={shownState}
      onFocus={() => actions.enter(key)}
    >
      <div className="ui-ends">
        <h4 id={`${id}-question`} className={`ui-strong ${classes.question}`} dir="auto">
          {question}
        </h4>
        <span id={`${id}-state`} className={`ui-small ${classes.state}`} {...partAttribute('review-state')}>
          <span>{t(`states.${shownState}`)}</span>
          <span className="ui-hidden">{` ${t('position', { number: item.number, total })}`}</span>
        </span>
      </div>
      <div
        className={`ui-parts ${classes.both}`}
        data-corrected={item.corrected || open === 'correction' || undefined}
      >
        <div className={classes.answer}>
          {answer === undefined ? (
            <p className={classes.missing}>{t('noAnswer')}</p>
          ) : multiLine ? (
            <Markdown text={answer} headingLevel={4} />
          ) : (
            <p dir="auto">{answer}</p>
          )}
        </div>
        {field('correction')}
      </div>
      <div {...partAttribute('comment')}>{field('comment')}</div>
      {evidence && <evidence.EvidenceHere kind="answer" of={key} label={question} />}
      {outdated && (
        <p className="ui-problem ui-after" {...partAttribute('review-state')}>
          {t('outdated')}
        </p>
      )}
      <div className={`ui-between ${classes.foot}`} {...partAttribute('review-state')}>
        {entry?.state && <ReviewTrace mark={entry.state} of={state ?? 'reopened'} />}
        {!readOnly && (
          <div className={`ui-row ${classes.actions}`}>
            {evidence && <evidence.KeepSound kind="answer" of={key} label={question} />}
            <Action
              icon={<IconCheck size={16} aria-hidden />}
              pressed={state === 'accepted'}
              onClick={() => actions.accept(key)}
            >
              {t(state === 'accepted' ? 'accepted' : 'accept')}
            </Action>
            <Action
              icon={<IconFlag size={16} aria-hidden />}
              pressed={state === 'flagged'}
              onClick={() => actions.flag(key)}
            >
              {t(state === 'flagged' ? 'flagged' : 'flag')}
            </Action>
            <Action
              icon={<IconPencil size={16} aria-hidden />}
              onClick={() => actions.open(key, 'correction')}
            >
              {t('correct')}
            </Action>
          </div>
        )}
      </div>
    </div>
  );
});

interface ActionProps {
  readonly icon: React.ReactNode;
  readonly pressed?: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}

function Action({ icon, pressed, onClick, children }: ActionProps) {
  return (
    <Button
      size="compact-sm"
      variant={pressed ? 'light' : 'subtle'}
      color={pressed ? 'brand' : 'gray'}
      leftSection={icon}
      onClick={onClick}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      className={classes.action ?? ''}
      dir="auto"
    >
      {children}
    </Button>
  );
}
