import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/users.ts';
import type { NewPlan, Plan, Step } from './model/plan.ts';
import { type RunTexts, type TemplateRuns, templateRunsOf, workLock } from './template-runs.ts';

const nothing: readonly Plan[] = [];

/** What is being done to the templates in several steps, and how to begin, finish or take back such a plan. */
export function useTemplateRuns() {
  const { data: self } = useQuery(currentUserQuery());
  const queryClient = useQueryClient();
  const texts = useRunTexts();
  const runs: TemplateRuns | undefined = self && templateRunsOf(self.uuid);
  const plans = useSyncExternalStore(runs?.subscribe ?? never, runs?.getSnapshot ?? none);
  return {
    plans,
    batchIdOf: (plan: Plan) => runs?.batchIdOf(plan.id),
    titleOf: texts.title,
    labelOf: texts.label,
    start: (plan: NewPlan) => runs?.start(queryClient, plan, texts),
    resume: (plan: Plan) => runs?.resume(queryClient, plan.id, texts),
    undo: (plan: Plan) => runs?.undo(queryClient, plan.id, texts),
    dismiss: (plan: Plan) => runs?.dismiss(plan.id),
  };
}

const never = () => () => undefined;
const none = () => nothing;

function useRunTexts(): RunTexts {
  const t = useTranslations('templates.runs');
  return {
    title: ({ kind, name, target }) => t(`title.${kind}`, { name, target }),
    label: ({ work }: Step) => {
      if (work.kind === 'uncreate') return t('label.uncreate', { name: work.name });
      if (work.kind === 'deleteOriginal') return t('label.deleteOriginal', { name: work.question });
      const name = work.kind === 'saveQuestion' ? work.question : work.name;
      return t(work.id === undefined ? `label.${work.kind}` : 'label.change', { name });
    },
  };
}

/** Whether nobody works on a plan any more: no tab of this device holds its lock. */
export function useIsOrphaned(planId: string, workedOnHere: boolean): boolean {
  const [orphaned, setOrphaned] = useState(false);
  useEffect(() => {
    if (workedOnHere) return;
    const control = new AbortController();
    // Granted as soon as no other tab works on it.
    navigator.locks
      .request(workLock(planId), { signal: control.signal }, () => setOrphaned(true))
      .catch(() => undefined);
    return () => {
      control.abort();
      setOrphaned(false);
    };
  }, [planId, workedOnHere]);
  return orphaned;
}
