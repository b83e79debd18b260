import { useTranslations } from 'use-intl';
import { type AnsweredQuestion, countAnswers, type ThemeQuestions } from '#src/api/meetings-questions.ts';
import classes from './questions-section.module.css';
import { Nothing, Section } from './section.tsx';

interface QuestionsSectionProps {
  readonly themes: readonly ThemeQuestions[];
  /** Whether answers may still come. */
  readonly pending: boolean;
}

/** The questions of the meeting's themes with what the assistant answered. */
export function QuestionsSection({ themes, pending }: QuestionsSectionProps) {
  const t = useTranslations('meeting');
  const counts = countAnswers(themes);
  return (
    <Section
      id="questions"
      title={t('sections.questions')}
      {...(counts.total > 0 ? { count: t('questions.answered', counts) } : {})}
    >
      {counts.total === 0 && <Nothing>{t('questions.none')}</Nothing>}
      {themes.map(({ theme, themeId, questions }) => (
        <div key={themeId ?? theme ?? ''} className={classes.theme}>
          {(theme !== undefined || themes.length > 1) && (
            <h3 className={classes.name}>{theme ?? t('questions.noTheme')}</h3>
          )}
          <dl className={classes.questions}>
            {[...keyed(questions)].map(([key, question]) => (
              <div key={key} className={classes.question}>
                <dt>{question.question}</dt>
                <Answer
                  question={question}
                  missing={t(pending ? 'questions.later' : 'questions.unanswered')}
                />
              </div>
            ))}
          </dl>
        </div>
      ))}
    </Section>
  );
}

function Answer({ question, missing }: { readonly question: AnsweredQuestion; readonly missing: string }) {
  if (question.answer === undefined) return <dd className={classes.missing}>{missing}</dd>;
  return <dd data-lines={question.multiLine || undefined}>{question.answer}</dd>;
}

/** The same question may stand in a theme twice. */
function keyed(questions: readonly AnsweredQuestion[]): Map<string, AnsweredQuestion> {
  const byKey = new Map<string, AnsweredQuestion>();
  for (const question of questions) {
    let key = question.question;
    while (byKey.has(key)) key += '+';
    byKey.set(key, question);
  }
  return byKey;
}
