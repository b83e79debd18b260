import { useTranslations } from 'use-intl';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { countAnswers } from '#src/api/claritalk/meetings/meetings-questions.ts';
import classes from './section-nav.module.css';

interface SectionNavProps {
  readonly meeting: Meeting;
  readonly asked: boolean;
  /** Whether there are conversations with clients. */
  readonly isConnected: boolean;
}

/** Leads to the parts of a long page. */
export function SectionNav({ meeting, asked, isConnected }: SectionNavProps) {
  const t = useTranslations('meeting.sections');
  const { answered, total } = countAnswers(meeting.themes);
  const parts = [
    ['summary', asked || meeting.summary.length > 0 ? '' : undefined],
    [
      'questions',
      asked && total > 0
        ? `${answered}/${total}`
        : countText(meeting.themes.flatMap((theme) => theme.questions)),
    ],
    ['topics', meeting.topics.length > 0 ? countText(meeting.topics) : undefined],
    ['notes', countText([...meeting.notes, ...meeting.chat])],
    ['todos', asked || meeting.todos.length > 0 ? countText(meeting.todos) : undefined],
    ['attendees', countText(meeting.attendees)],
    ['details', ''],
    // Last, because it comes last.
    ['conversation', isConnected ? '' : undefined],
  ] as const;
  return (
    <nav className={classes.nav} aria-label={t('label')}>
      {parts.map(
        ([part, count]) =>
          count !== undefined && (
            <a key={part} className="ui-entry" href={`#${part}`}>
              <span>{t(part)}</span>
              {count !== '' && (
                <span className="ui-note ui-figures" dir="auto">
                  {count}
                </span>
              )}
            </a>
          ),
      )}
    </nav>
  );
}

const countText = (items: readonly unknown[]) => (items.length > 0 ? String(items.length) : '');
