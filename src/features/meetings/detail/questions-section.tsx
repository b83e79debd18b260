import { useTranslations } from 'use-intl';
import {
  type AnsweredQuestion,
  countAnswers,
  type ThemeQuestions,
} from '#src/api/claritalk/meetings/meetings-questions.ts';
import { Markdown } from '../shared/markdown.tsx';
import { Nothing, Section } from '../shared/section.tsx';
import classes from './questions-section.module.css';

interface QuestionsSectionProps {
  readonly themes: readonly ThemeQuestions[];
  /** Whether the assistant has finished: a question without an answer then stays without one. */
  readonly asked: boolean;
}

/** The questions of the meeting's themes with what the assistant answered. */
export function QuestionsSection({ themes, asked }: QuestionsSectionProps) {
  const t = useTranslations('meeting');
  const counts = countAnswers(themes);
  const planned = !asked && counts.answered === 0;
  return (
    <Section
      id="questions"
      title={t('sections.questions')}
      {...(counts.total > 0
        ? {
            count: planned
              ? t('questions.planned', { count: counts.total })
              : t('questions.answered', counts),
          }
        : {})}
    >
      {counts.total === 0 && <Nothing>{t('questions.none')}</Nothing>}
      {themes.map(({ theme, themeId, questions }) => (
        <div key={themeId ?? theme ?? ''} className={classes.theme}>
          {(theme !== undefined || themes.length > 1) && (
            <h3 className="ui-theme" dir="auto">
              {theme ?? t('questions.noTheme')}
            </h3>
          )}
          {planned ? (
            <ul className={`ui-stack ${classes.planned}`}>
              {[...keyed(questions)].map(([key, { question }]) => (
                <li key={key} dir="auto">
                  {question}
                </li>
              ))}
            </ul>
          ) : (
            <dl className="ui-ruled">
              {[...keyed(questions)].map(([key, question]) => (
                <div key={key} className={classes.question}>
                  <dt className="ui-strong" dir="auto">
                    {question.question}
                  </dt>
                  <Answer question={question} />
                </div>
              ))}
            </dl>
          )}
        </div>
      ))}
    </Section>
  );
}

function Answer({ question }: { readonly question: AnsweredQuestion }) {
  const t = useTranslations('meeting.questions');
  const { answer, multiLine } = question;
  if (answer === undefined) return <dd className={classes.missing}>{t('unanswered')}</dd>;
  return <dd dir="auto">{multiLine ? <Markdown text={answer} headingLevel={4} /> : answer}</dd>;
}

/** A theme may have the same question twice. */
function keyed(questions: readonly AnsweredQuestion[]): Map<string, AnsweredQuestion> {
  const byKey = new Map<string, AnsweredQuestion>();
  for (const question of questions) {
    let key = question.question;
    while (byKey.has(key)) key += '+';
    byKey.set(key, question);
  }
  return byKey;
}
