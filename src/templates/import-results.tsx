import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { ApiError, type ApiErrorKind } from '#src/api/errors.ts';
import { useErrorText } from '#src/ui/error-text.ts';
import { Notice } from '#src/ui/notice.tsx';
import classes from './import.module.css';
import { canUndo, countSteps, type Plan, type Step } from './model/plan.ts';
import { RowPages } from './row-pages.tsx';
import { useIsOrphaned, useTemplateRuns } from './use-template-runs.ts';

const rank = { failed: 0, running: 1, waiting: 2, done: 3 } as const;

/** How each part of an import fares, and what can still be done. It survives a reload. */
export function ImportResults({ plan }: { readonly plan: Plan }) {
  const t = useTranslations('templates.import');
  const runs = useTranslations('templates.runs');
  const { batchIdOf, labelOf, resume, undo, dismiss } = useTemplateRuns();
  const stateText = useStateText();
  const workedOnHere = batchIdOf(plan) !== undefined;
  const orphaned = useIsOrphaned(plan.id, workedOnHere);
  const { done, failed, total } = countSteps(plan);
  const rests = !workedOnHere && orphaned;
  const rows = plan.steps.toSorted((one, other) => rank[one.state] - rank[other.state]);
  return (
    <div className={classes.results}>
      <h2>{plan.name}</h2>
      <p role="status">{t('results', { done, failed, total })}</p>
      {rests && done < total && (
        <Notice kind="warning">
          <p>{t('left')}</p>
        </Notice>
      )}
      {!workedOnHere && !orphaned && done < total && <p>{t('elsewhere')}</p>}
      <div className={classes.actions}>
        {rests && done < total && (
          <Button onClick={() => resume(plan)}>{t('goOn', { count: total - done })}</Button>
        )}
        {rests && canUndo(plan) && (
          <Button variant="default" onClick={() => undo(plan)}>
            {runs('undo')}
          </Button>
        )}
        {rests && (
          <Button variant="default" onClick={() => dismiss(plan)}>
            {t(done < total ? 'giveUp' : 'close')}
          </Button>
        )}
      </div>
      <RowPages
        label={t('parts')}
        rows={rows}
        head={[t('columns.what'), t('columns.state')]}
        cells={(step) => [labelOf(step), stateText(step)]}
      />
    </div>
  );
}

function useStateText(): (step: Step) => string {
  const t = useTranslations('templates.import');
  const errorText = useErrorText();
  return ({ state, failure, unsure }) => {
    if (failure === 'aborted') return t('states.blocked');
    if (failure !== undefined) {
      const error = new ApiError({ kind: failure as ApiErrorKind, operation: 'import' });
      return `${t('states.failed')}: ${errorText(error)}`;
    }
    return state === 'waiting' && unsure ? t('states.unsure') : t(`states.${state}`);
  };
}
