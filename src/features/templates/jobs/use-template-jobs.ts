import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { type NewPlan, type Plan, planUndo, type Step } from './plan.ts';
import { type JobTexts, templateJobsOf, templateWork } from './template-jobs.ts';

const nothing: readonly Plan[] = [];

/** The plans in progress for templates, and how to start, finish or undo one. */
export function useTemplateJobs() {
  const { data: self } = useQuery(currentUserQuery());
  const queryClient = useQueryClient();
  const texts = useJobTexts();
  const jobs = self && templateJobsOf(self.uuid);
  const plans = useSyncExternalStore(jobs?.subscribe ?? never, jobs?.getSnapshot ?? none);
  const work = templateWork(queryClient, texts);
  return {
    plans,
    jobs,
    titleOf: texts.title,
    labelOf: texts.label,
    start: (plan: NewPlan) => jobs?.start({ ...plan, id: crypto.randomUUID() }, work),
    resume: (plan: Plan) => jobs?.resume(plan.id, work),
    undo: (plan: Plan) => jobs?.start(planUndo(plan), work),
    dismiss: (plan: Plan) => jobs?.dismiss(plan.id),
  };
}

const never = () => () => undefined;
const none = () => nothing;

function useJobTexts(): JobTexts {
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
