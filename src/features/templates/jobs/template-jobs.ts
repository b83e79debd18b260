import type { QueryClient } from '@tanstack/react-query';
import * as edit from '#src/api/claritalk/edit-templates.ts';
import { questionsOptions } from '#src/api/claritalk/questions.ts';
import { meetingTypesOptions, themesOptions } from '#src/api/claritalk/templates.ts';
import { list } from '#src/lib/reader.ts';
import { kept } from '#src/lib/storage/kept.ts';
import { DurableJobs, type JobWork, ofEachPerson } from '#src/services/jobs/durable-job.ts';
import type { Plan, Step } from './plan.ts';
import { readPlan } from './read-plan.ts';
import { runStep, type TemplateServer } from './run-step.ts';

/** Texts of the list of tasks. */
export interface JobTexts {
  readonly title: (plan: Plan) => string;
  readonly label: (step: Step) => string;
}

export type TemplateJobs = DurableJobs<Step, Plan>;

/** What this device does to the templates for a person, in all tabs. */
export const templateJobsOf: (userUuid: string) => TemplateJobs = ofEachPerson(
  (userUuid) =>
    new DurableJobs({
      storage: kept,
      key: `claritalk.templates.${userUuid}`,
      lock: 'claritalk.templates',
      read: (stored) => list(stored, readPlan),
    }),
);

/** How a plan is carried out. */
export const templateWork = (queryClient: QueryClient, texts: JobTexts): JobWork<Step, Plan> => ({
  ...texts,
  run: async (step, plan, signal) => {
    const madeId = await runStep(serverOf(queryClient, signal), plan, step);
    // Nobody has to wait for the last question before using the first type.
    if (step.work.kind !== 'saveQuestion') edit.outdateTemplates(queryClient);
    return { madeId: madeId ?? step.madeId };
  },
  // Before an original is deleted, two lists are read.
  callsPerStep: (open) => (open.some(({ work }) => work.kind === 'deleteOriginal') ? 2 : 1),
  onEnd: () => void edit.refreshAllTemplates(queryClient),
  keepsResults: ({ kind }) => kind === 'import',
});

/** The API as steps need it; lists are read again each time. */
function serverOf(queryClient: QueryClient, signal: AbortSignal): TemplateServer {
  return {
    types: () => queryClient.fetchQuery({ ...meetingTypesOptions(), staleTime: 0 }),
    themes: () => queryClient.fetchQuery({ ...themesOptions(), staleTime: 0 }),
    questions: (themeId) => queryClient.fetchQuery({ ...questionsOptions(themeId), staleTime: 0 }),
    writeType: (draft) => edit.writeType(draft, signal),
    writeTheme: (draft) => edit.writeTheme(draft, signal),
    writeQuestion: (draft) => edit.writeQuestion(draft, signal),
    eraseType: (id) => edit.eraseType(id, signal),
    eraseTheme: (id) => edit.eraseTheme(id, signal),
    eraseQuestion: (themeId, id) => edit.eraseQuestion(themeId, id, signal),
  };
}
