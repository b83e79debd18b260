import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { type Question, questionsOptions } from '#src/api/claritalk/questions.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { paths } from '#src/paths.ts';
import { remedies } from '#src/services/search-index/insight/findings.ts';
import type { HealthRow, WordingChange } from '#src/services/search-index/insight/health.ts';
import { shareOf, type Tally } from '#src/services/search-index/insight/tally.ts';
import { writeQuery } from '../shared/address.ts';
import { useFigureText } from '../shared/use-figure-text.ts';

/** What is wrong with a question, what to do about it, and whether a change of it has helped. */
export function QuestionAdvice({ row }: { readonly row: HealthRow }) {
  const t = useTranslations('health');
  const now = useTemplateQuestion(row);
  const state = stateOf(row, now);
  const { typeId, themeId, questionId, findings, change } = row;
  return (
    <div className="ui-between ui-small">
      <ul className="ui-list ui-stack ui-tight ui-grow">
        {findings.map(({ kind, of = '' }) => (
          <li key={kind}>
            <strong>{t(`findings.${kind}.name`)}</strong>
            <span dir="auto">{` · ${t(`findings.${kind}.why`, { of })} ${t(`remedies.${remedies[kind]}`)}`}</span>
          </li>
        ))}
        {change && (
          <li>
            <Changed change={change} />
          </li>
        )}
        {state !== undefined && <li className="ui-dimmed">{t(`state.${state}`)}</li>}
      </ul>
      {questionId !== undefined && themeId !== undefined && state !== 'gone' && findings.length > 0 && (
        <Button
          component={Link}
          to={paths.templates(writeQuery({ type: typeId, theme: themeId, question: questionId, edit: 1 }))}
          size="xs"
          variant="default"
          data-screen
        >
          {t('edit')}
        </Button>
      )}
    </div>
  );
}

/** What became of a question since it was changed. */
function Changed({ change: { at, question, before, after, verdict } }: { readonly change: WordingChange }) {
  const t = useTranslations('health.change');
  const format = useFormatter();
  const text = useFigureText();
  const share = ({ answered, asked }: Tally) => text.shown('share', shareOf(answered, asked)) ?? '–';
  const numbers = {
    before: share(before),
    beforeOf: before.asked,
    after: share(after),
    afterOf: after.asked,
  };
  return (
    <>
      <strong>{t(`verdict.${verdict}`)}</strong>
      <span dir="auto">{` · ${t('text', { date: format.dateTime(at, { dateStyle: 'medium' }), question })} ${t('numbers', numbers)}`}</span>
    </>
  );
}

/** The questions of its theme as they are now; undefined while they are not known, or may not be seen. */
function useTemplateQuestion({ themeId, findings }: HealthRow): readonly Question[] | undefined {
  const { data: self } = useQuery(currentUserQuery());
  const theme = Number(themeId);
  const { data } = useQuery({
    ...questionsOptions(theme),
    enabled:
      Number.isSafeInteger(theme) &&
      findings.length > 0 &&
      (self?.scopes.includes('organisation_settings_meeting_question_viewlist') ?? false),
  });
  return data;
}

/** Whether the template no longer asks it, or asks it differently than any meeting so far. */
function stateOf(row: HealthRow, now: readonly Question[] | undefined): 'gone' | 'changed' | undefined {
  if (!now || row.questionId === undefined) return undefined;
  const question = now.find(({ id }) => id === row.questionId);
  if (!question) return 'gone';
  const isSame =
    question.question === row.question &&
    (row.outputType === undefined || question.outputType === row.outputType);
  return isSame ? undefined : 'changed';
}
