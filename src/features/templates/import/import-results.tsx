import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { ApiError } from '#src/api/client/errors.ts';
import { countSteps } from '#src/services/jobs/job.ts';
import { useIsOrphaned } from '#src/services/jobs/use-orphaned.ts';
import { useKeptErrorText } from '#src/services/problems/kept-refusals.ts';
import { Notice } from '#src/ui/notice.tsx';
import { canUndo, type Plan, type Step } from '../jobs/plan.ts';
import { useTemplateJobs } from '../jobs/use-template-jobs.ts';
import { RowPages } from '../shared/row-pages.tsx';

const rank = { failed: 0, running: 1, waiting: 2, done: 3 } as const;

/** The state of each part of an import, and what can still be done. It survives a reload. */
export function ImportResults({ plan }: { readonly plan: Plan }) {
  const t = useTranslations('templates.import');
  const runs = useTranslations('templates.runs');
  const { jobs, labelOf, resume, undo, dismiss } = useTemplateJobs();
  const stateText = useStateText();
  const workedOnHere = jobs?.worksOn(plan.id) ?? false;
  const rests = useIsOrphaned(jobs, plan.id);
  const { done, failed, total } = countSteps(plan);
  const rows = plan.steps.toSorted((one, other) => rank[one.state] - rank[other.state]);
  return (
    <div className="ui-parts">
      <h2 dir="auto">{plan.name}</h2>
      <p role="status">{t('results', { done, failed, total })}</p>
      {rests && done < total && (
        <Notice kind="warning">
          <p>{t('left')}</p>
        </Notice>
      )}
      {!workedOnHere && !rests && done < total && <p>{t('elsewhere')}</p>}
      <div className="ui-row">
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
        columns={[
          { id: 'what', title: t('columns.what'), cell: labelOf },
          { id: 'state', title: t('columns.state'), cell: stateText },
        ]}
      />
    </div>
  );
}

function useStateText(): (step: Step) => string {
  const t = useTranslations('templates.import');
  const errorText = useKeptErrorText();
  return ({ state, failure, unsure }) => {
    if (failure?.kind === 'aborted') return t('states.blocked');
    if (failure !== undefined) {
      const error = new ApiError({ ...failure, operation: 'import' });
      return `${t('states.failed')}: ${errorText(error)}`;
    }
    return state === 'waiting' && unsure ? t('states.unsure') : t(`states.${state}`);
  };
}
