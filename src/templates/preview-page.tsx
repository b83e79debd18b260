import { Button, Skeleton } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LoaderFunctionArgs, useParams, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { queryClientContext } from '#src/api/query-client.ts';
import { type Question, questionsOptions } from '#src/api/questions.ts';
import { meetingTypesOptions, type Theme, themesOptions } from '#src/api/templates.ts';
import { currentUserQuery } from '#src/api/users.ts';
import { paths, requiredParam } from '#src/app/paths.ts';
import { ErrorState } from '#src/ui/error-state.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { AnswerExample } from './answer-example.tsx';
import { useQuestionRefusals } from './permission.ts';
import classes from './preview.module.css';
import { RefusedQuestions } from './refused-questions.tsx';
import { useUsage } from './use-usage.ts';

/** Begins to load types and themes; the page shows itself meanwhile. */
export function loader({ context }: LoaderFunctionArgs) {
  const queryClient = context.get(queryClientContext);
  void queryClient.prefetchQuery(meetingTypesOptions());
  void queryClient.prefetchQuery(themesOptions());
  return null;
}

/** What a meeting of a type will ask, as its owner sees it: before the recording, and when it was written up. */
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
      <Button
        component={Link}
        to={paths.templates(`?type=${typeId}`)}
        variant="subtle"
        size="compact-md"
        className={classes.back ?? ''}
        leftSection={<IconChevronLeft size={16} aria-hidden />}
      >
        {t('back')}
      </Button>
      <PageHeader
        title={type ? t('title', { name: type.name }) : t('untitled')}
        lead={usage === undefined ? t('lead') : t('used', { count: usage })}
        actions={
          <nav className={classes.states} aria-label={t('states')}>
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
        <article className={classes.paper}>
          {filled && (
            <Notice kind="info">
              <p>{t('examples')}</p>
            </Notice>
          )}
          {own?.length === 0 && <p className={classes.none}>{t('noThemes')}</p>}
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
      <h2>{theme.name}</h2>
      {questions ? (
        questions.length === 0 ? (
          <p className={classes.none}>{t('noQuestions')}</p>
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
          <li key={id}>{question}</li>
        ))}
      </ul>
    );
  }
  return (
    <dl>
      {questions.map(({ id, question, outputType }) => (
        <div key={id}>
          <dt>{question}</dt>
          <dd>
            <AnswerExample outputType={outputType} plain />
          </dd>
        </div>
      ))}
    </dl>
  );
}
