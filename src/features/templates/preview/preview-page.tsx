import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { type Question, questionsOptions } from '#src/api/claritalk/questions.ts';
import { meetingTypesOptions, type Theme, themesOptions } from '#src/api/claritalk/templates.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { paths, requiredParam } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { AnswerExample } from '../shared/answer-example.tsx';
import { loadTemplates } from '../shared/load-templates.ts';
import { useQuestionRefusals } from '../shared/permission.ts';
import { RefusedQuestions } from '../shared/refused-questions.tsx';
import { useUsage } from '../shared/use-usage.ts';
import classes from './preview.module.css';

export const loader = loadTemplates;

/** What a meeting of a type will ask, as its owner sees it: before the recording, and once it is written up. */
export function Component() {
  const typeId = Number(requiredParam(useParams(), 'id'));
  const t = useTranslations('templates.preview');
  const [params] = useSearchParams();
  const filled = params.get('answers') === '1';
  const types = useQuery(meetingTypesOptions());
  const themes = useQuery(themesOptions());
  const { data: self } = useQuery(currentUserQuery());
  const refusal = useQuestionRefusals(self, undefined).view;
  const usage = useUsage(typeId);
  const type = types.data?.find(({ id }) => id === typeId);
  const own = themes.data?.filter((theme) => theme.typeId === typeId);
  const failed = [types, themes].find((query) => query.isError && !query.data);
  return (
    <>
      <BackLink to={paths.templates(`?type=${typeId}`)} label={t('back')} />
      <PageHeader
        title={type ? t('title', { name: type.name }) : t('untitled')}
        lead={
          usage.known === 'all' && usage.count !== undefined ? t('used', { count: usage.count }) : t('lead')
        }
        actions={
          <nav className="ui-tabs" aria-label={t('states')}>
            {([false, true] as const).map((answers) => (
              <Link
                key={String(answers)}
                to={paths.templatePreview(typeId, answers)}
                replace
                preventScrollReset
                aria-current={answers === filled || undefined}
              >
                {t(answers ? 'filled' : 'empty')}
              </Link>
            ))}
          </nav>
        }
      />
      {refusal && <RefusedQuestions refusal={refusal} />}
      {!refusal && failed && (
        <ErrorState
          error={failed.error}
          onRetry={() => {
            void types.refetch();
            void themes.refetch();
          }}
        />
      )}
      {types.data && !type && <ErrorState error={undefined} title={t('missing')} />}
      {!refusal && type && (
        <article className={`ui-card ui-parts ui-narrow ${classes.paper}`}>
          {filled && (
            <Notice kind="info">
              <p>{t('examples')}</p>
            </Notice>
          )}
          {own?.length === 0 && <p className="ui-dimmed">{t('noThemes')}</p>}
          {own?.map((theme) => (
            <ThemePreview key={theme.id} theme={theme} filled={filled} />
          ))}
        </article>
      )}
    </>
  );
}

interface ThemePreviewProps {
  readonly theme: Theme;
  readonly filled: boolean;
}

function ThemePreview({ theme, filled }: ThemePreviewProps) {
  const t = useTranslations('templates.preview');
  const { data: questions, error, refetch } = useQuery(questionsOptions(theme.id));
  return (
    <section aria-label={theme.name} aria-busy={!questions && !error}>
      <h2 className="ui-theme" dir="auto">
        {theme.name}
      </h2>
      {questions ? (
        questions.length === 0 ? (
          <p className="ui-dimmed">{t('noQuestions')}</p>
        ) : (
          <Questions questions={questions} filled={filled} />
        )
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={90} />
      )}
    </section>
  );
}

function Questions({
  questions,
  filled,
}: {
  readonly questions: readonly Question[];
  readonly filled: boolean;
}) {
  if (!filled) {
    return (
      <ul>
        {questions.map(({ id, question }) => (
          <li key={id} dir="auto">
            {question}
          </li>
        ))}
      </ul>
    );
  }
  return (
    <dl className="ui-ruled">
      {questions.map(({ id, question, outputType }) => (
        <div key={id}>
          <dt className="ui-strong" dir="auto">
            {question}
          </dt>
          <dd>
            <AnswerExample outputType={outputType} plain />
          </dd>
        </div>
      ))}
    </dl>
  );
}
