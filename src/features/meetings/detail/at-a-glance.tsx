import type { ReactElement } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { isUnanswered, type ReviewedTodo, type ReviewItem } from '../review/review-view.ts';
import { elementIdOf } from '../review/use-review-flow.ts';
import { partAttribute } from '../shared/parts.ts';
import classes from './at-a-glance.module.css';

interface AtAGlanceProps {
  readonly decisions: readonly string[];
  readonly todos: readonly ReviewedTodo[];
  readonly items: readonly ReviewItem[];
}

/** As many as fit a glance; the parts below have the rest. */
const most = 4;

/** What was decided, who must do what, and what stayed without an answer. */
export function AtAGlance({ decisions, todos, items }: AtAGlanceProps) {
  const t = useTranslations('review.glance');
  const format = useFormatter();
  const open = todos.filter(({ done }) => !done);
  const unanswered = items.filter(isUnanswered);
  if (decisions.length + todos.length + items.length === 0) return null;
  const dayText = (day: string) =>
    format.dateTime(new Date(`${day}T00:00:00Z`), { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return (
    <section className={classes.glance} aria-label={t('title')} {...partAttribute('glance')}>
      <Part title={t('decided')} href="#summary" none={t('decidedNone')} rest={decisions.length - most}>
        {numbered(decisions).map(([key, decision]) => (
          <li key={key} dir="auto">
            {decision}
          </li>
        ))}
      </Part>
      <Part
        title={t('todo')}
        href="#todos"
        none={t(todos.length > 0 ? 'allDone' : 'todoNone')}
        rest={open.length - most}
      >
        {open.slice(0, most).map(({ key, description, assignee, dueDate }) => (
          <li key={key}>
            {assignee && <strong dir="auto">{`${assignee}: `}</strong>}
            <span dir="auto">{description}</span>
            {dueDate && <span className="ui-dimmed">{` ${dayText(dueDate)}`}</span>}
          </li>
        ))}
      </Part>
      <Part
        title={t('unanswered')}
        href="#questions"
        none={t(items.length > 0 ? 'allAnswered' : 'noQuestions')}
        rest={unanswered.length - most}
      >
        {unanswered.slice(0, most).map(({ key, question }) => (
          <li key={key}>
            <a href={`#${elementIdOf(key)}`} dir="auto">
              {question}
            </a>
          </li>
        ))}
      </Part>
    </section>
  );
}

/** The first ones with keys that do not repeat. */
const numbered = (texts: readonly string[]) =>
  texts.slice(0, most).map((text, index) => [`${index} ${text}`, text] as const);

interface PartProps {
  readonly title: string;
  readonly href: string;
  readonly none: string;
  /** How many more there are; not positive when these are all. */
  readonly rest: number;
  readonly children: readonly ReactElement[];
}

function Part({ title, href, none, rest, children }: PartProps) {
  const t = useTranslations('review.glance');
  return (
    <div className={`ui-small ${classes.part}`}>
      <h2 className="ui-theme" dir="auto">
        {title}
      </h2>
      {children.length === 0 ? (
        <p className="ui-dimmed" dir="auto">
          {none}
        </p>
      ) : (
        <ul className="ui-list">{children}</ul>
      )}
      {rest > 0 && (
        <a href={href} className={classes.rest}>
          {t('more', { count: rest })}
        </a>
      )}
    </div>
  );
}
