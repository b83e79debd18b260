import { Button, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { readQuestions, readTemplates } from '../file/gather.ts';
import { useTemplateJobs } from '../jobs/use-template-jobs.ts';
import { RowPages } from '../shared/row-pages.tsx';
import { type DryRow, dryRun, matchedThemes } from './dry-run.ts';
import classes from './import.module.css';
import type { Wanted } from './wanted.ts';

interface DryRunViewProps {
  readonly wanted: Wanted;
  readonly onBack: () => void;
}

/** What an import would create, change and leave. Nothing is written until that is confirmed. */
export function DryRunView({ wanted, onBack }: DryRunViewProps) {
  const t = useTranslations('templates.import');
  const queryClient = useQueryClient();
  const { start } = useTemplateJobs();
  const query = useQuery({
    queryKey: ['template-import', wanted],
    queryFn: async ({ signal }) => {
      const now = await readTemplates(queryClient);
      const ids = matchedThemes(wanted.types, now);
      const questions = await readQuestions(queryClient, ids, signal, () => undefined);
      return dryRun(wanted.types, { ...now, questions });
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data)
    return <Skeleton height={320} radius="lg" role="status" aria-busy aria-label={t('checking')} />;
  const { rows, steps, others } = query.data;
  const count = (action: DryRow['action']) => rows.filter((row) => row.action === action).length;
  return (
    <div className="ui-parts">
      <h2 dir="auto">{wanted.name}</h2>
      <p role="status">
        <span>
          {t('summary', { create: count('create'), change: count('change'), leave: count('leave') })}
        </span>
        {others > 0 && <span>{` ${t('others', { count: others })}`}</span>}
      </p>
      {wanted.problems.length > 0 && (
        <Notice kind="warning" title={t('leftOut', { count: wanted.problems.length })}>
          <ul>
            {wanted.problems.slice(0, 10).map(({ line, kind }) => (
              <li key={line}>{t(`lines.${kind}`, { line })}</li>
            ))}
            {wanted.problems.length > 10 && <li>…</li>}
          </ul>
        </Notice>
      )}
      <RowPages
        label={t('preview')}
        rows={rows}
        columns={[
          {
            id: 'what',
            title: t('columns.what'),
            cell: ({ kind, name }) => (
              <>
                <span className="ui-note">{t(`kinds.${kind}`)}</span>
                <span dir="auto">{` ${name}`}</span>
              </>
            ),
          },
          { id: 'within', title: t('columns.within'), cell: ({ within }) => within.join(' › ') || undefined },
          {
            id: 'action',
            title: t('columns.action'),
            width: 14,
            cell: ({ action, change }) => (
              <span className={classes.action} data-action={action}>
                {change ? t(`changes.${change}`) : t(`actions.${action}`)}
              </span>
            ),
          },
        ]}
      />
      <div className="ui-row">
        <Button variant="default" onClick={onBack}>
          {t('other')}
        </Button>
        {steps.length > 0 ? (
          <Button onClick={() => start({ kind: 'import', name: wanted.name, target: '', steps })}>
            {t('start', { count: steps.length })}
          </Button>
        ) : (
          <span>{t('nothing')}</span>
        )}
      </div>
    </div>
  );
}
