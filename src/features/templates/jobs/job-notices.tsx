import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { countSteps } from '#src/services/jobs/job.ts';
import { useIsOrphaned } from '#src/services/jobs/use-orphaned.ts';
import { Notice } from '#src/ui/notice.tsx';
import { canUndo, type Plan } from './plan.ts';
import { useTemplateJobs } from './use-template-jobs.ts';

/** Jobs that are not complete: what remains, and how to finish or undo them. */
export function JobNotices() {
  const { plans } = useTemplateJobs();
  const open = plans.filter(({ kind }) => kind !== 'import');
  if (open.length === 0) return null;
  return (
    <div className="ui-stack ui-before">
      {open.map((plan) => (
        <JobNotice key={plan.id} plan={plan} />
      ))}
    </div>
  );
}

function JobNotice({ plan }: { readonly plan: Plan }) {
  const t = useTranslations('templates.runs');
  const { jobs, titleOf, resume, undo, dismiss } = useTemplateJobs();
  const orphaned = useIsOrphaned(jobs, plan.id);
  if (!orphaned) return null;
  const { done, failed, total } = countSteps(plan);
  return (
    <Notice kind="warning" title={t(failed > 0 ? 'failed' : 'interrupted', { title: titleOf(plan) })}>
      <p>
        <span>{`${t('done', { done, total })} `}</span>
        <Remaining plan={plan} />
      </p>
      <div className="ui-row">
        <Button size="xs" onClick={() => resume(plan)}>
          {t('finish')}
        </Button>
        {canUndo(plan) && (
          <Button size="xs" variant="default" onClick={() => undo(plan)}>
            {t('undo')}
          </Button>
        )}
        <Button size="xs" variant="subtle" color="gray" onClick={() => dismiss(plan)}>
          {t('leave')}
        </Button>
      </div>
    </Notice>
  );
}

/** What the server has now, in terms of the plan. */
function Remaining({ plan: { kind, steps } }: { readonly plan: Plan }) {
  const t = useTranslations('templates.runs.remaining');
  const unsure = steps.some((step) => step.unsure && step.state !== 'done');
  const conflict = steps.some(({ failure }) => failure?.kind === 'conflict');
  const forbidden = steps.some(({ failure }) => failure?.kind === 'forbidden');
  const [copy] = steps;
  const both = kind === 'moveQuestion' && copy?.state === 'done';
  const otherwise = unsure ? 'unsure' : kind === 'undo' ? 'undo' : 'part';
  return <span>{t(conflict ? 'conflict' : forbidden ? 'forbidden' : both ? 'both' : otherwise)}</span>;
}
