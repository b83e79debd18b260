import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';
import classes from './columns.module.css';
import { canUndo, countSteps, type Plan } from './model/plan.ts';
import { useIsOrphaned, useTemplateRuns } from './use-template-runs.ts';

/** What was begun and is not complete: what remains of it, and the ways to finish it or take it back. */
export function RunNotices() {
  const { plans } = useTemplateRuns();
  const open = plans.filter(({ kind }) => kind !== 'import');
  if (open.length === 0) return null;
  return (
    <div className={classes.notices}>
      {open.map((plan) => (
        <RunNotice key={plan.id} plan={plan} />
      ))}
    </div>
  );
}

function RunNotice({ plan }: { readonly plan: Plan }) {
  const t = useTranslations('templates.runs');
  const { batchIdOf, titleOf, resume, undo, dismiss } = useTemplateRuns();
  const workedOnHere = batchIdOf(plan) !== undefined;
  const orphaned = useIsOrphaned(plan.id, workedOnHere);
  if (workedOnHere || !orphaned) return null;
  const { done, failed, total } = countSteps(plan);
  return (
    <Notice kind="warning" title={t(failed > 0 ? 'failed' : 'interrupted', { title: titleOf(plan) })}>
      <p>
        {t('done', { done, total })} <Remaining plan={plan} />
      </p>
      <div className={classes.noticeActions}>
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

/** What the server has now, in the words of what was to be done. */
function Remaining({ plan: { kind, steps } }: { readonly plan: Plan }) {
  const t = useTranslations('templates.runs.remaining');
  const unsure = steps.some((step) => step.unsure && step.state !== 'done');
  const conflict = steps.some(({ failure }) => failure === 'conflict');
  const forbidden = steps.some(({ failure }) => failure === 'forbidden');
  const [copy] = steps;
  if (conflict) return t('conflict');
  if (forbidden) return t('forbidden');
  if (kind === 'moveQuestion' && copy?.state === 'done') return t('both');
  if (unsure) return t('unsure');
  return t(kind === 'undo' ? 'undo' : 'part');
}
