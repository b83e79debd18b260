import type { QueryClient } from '@tanstack/react-query';
import * as edit from '#src/api/edit-templates.ts';
import { ApiError, type ApiErrorKind } from '#src/api/errors.ts';
import { questionsOptions } from '#src/api/questions.ts';
import { meetingTypesOptions, themesOptions } from '#src/api/templates.ts';
import { batches } from '#src/ui/batch-queue.ts';
import { readJournal, watchJournal, writeJournal } from './journal.ts';
import { isFinished, type NewPlan, type Plan, planUndo, type Step } from './model/plan.ts';
import { runStep, type TemplateServer } from './model/run-step.ts';

/** Texts of the list of tasks. */
export interface RunTexts {
  readonly title: (plan: Plan) => string;
  readonly label: (step: Step) => string;
}

const unsureKinds: readonly ApiErrorKind[] = ['network', 'timeout', 'server', 'aborted'];
/** Errors that say nothing about the step: the queue tries it again. */
const passingKinds: readonly ApiErrorKind[] = ['network', 'signed-out', 'rate-limited'];

/** Held by the tab that works on a plan. */
export const workLock = (planId: string): string => `claritalk.templates.${planId}.work`;

/**
 * What is being done to the templates in several steps, and how far it got: kept on this device, so that a plan
 * that was interrupted can be finished or taken back. Components follow it by `subscribe` and `getSnapshot`.
 */
export class TemplateRuns {
  #plans: readonly Plan[];
  readonly #batchOf = new Map<string, string>();
  readonly #releases = new Map<string, () => void>();
  readonly #userUuid: string;
  readonly #listeners = new Set<() => void>();

  constructor(userUuid: string) {
    this.#userUuid = userUuid;
    this.#plans = readJournal(userUuid);
    watchJournal(userUuid, () => {
      // Plans of this tab are known better here.
      const own = this.#plans.filter(({ id }) => this.#batchOf.has(id));
      const others = readJournal(userUuid).filter(({ id }) => !this.#batchOf.has(id));
      this.#publish([...others, ...own]);
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The plans that are not over, and finished imports until somebody closes their results. */
  readonly getSnapshot = (): readonly Plan[] => this.#plans;

  /** The batch that works on a plan in this tab; undefined after a reload. */
  batchIdOf(planId: string): string | undefined {
    return this.#batchOf.get(planId);
  }

  /** Keeps a plan and begins with it. Answers its id. */
  start(queryClient: QueryClient, plan: NewPlan, texts: RunTexts): string {
    const id = crypto.randomUUID();
    this.#put({ ...plan, id });
    this.resume(queryClient, id, texts);
    return id;
  }

  /** Goes on with what is not done. */
  resume(queryClient: QueryClient, planId: string, texts: RunTexts): void {
    const plan = this.#find(planId);
    if (!plan) return;
    this.#batchless(planId);
    const open = plan.steps.filter(({ state }) => state !== 'done');
    if (open.length === 0) {
      this.#settle(queryClient, planId);
      return;
    }
    this.#put({
      ...plan,
      steps: plan.steps.map((step) =>
        step.state === 'done' ? step : { ...step, state: 'waiting', failure: undefined },
      ),
    });
    const reads = open.some(({ work }) => work.kind === 'deleteOriginal');
    const batchId = batches.add({
      title: texts.title(plan),
      items: open,
      keyOf: ({ key }) => key,
      labelOf: texts.label,
      run: ({ key }, signal) => this.#run(queryClient, planId, key, signal),
      // Before an original is deleted, two lists are read.
      callsPerItem: reads ? 2 : 1,
      onEnd: () => this.#settle(queryClient, planId),
    });
    this.#batchOf.set(planId, batchId);
    // Other tabs see by this lock that somebody works on it.
    void navigator.locks.request(
      workLock(planId),
      { mode: 'shared' },
      () => new Promise<void>((release) => this.#releases.set(batchId, release)),
    );
    this.#publish(this.#plans);
  }

  /** Takes back what a plan did. */
  undo(queryClient: QueryClient, planId: string, texts: RunTexts): void {
    const plan = this.#find(planId);
    if (!plan) return;
    this.#batchless(planId);
    this.#put(planUndo(plan));
    this.resume(queryClient, planId, texts);
  }

  /** Forgets a plan; what it did stays. */
  dismiss(planId: string): void {
    this.#batchless(planId);
    writeJournal(this.#userUuid, planId, undefined);
    this.#publish(this.#plans.filter(({ id }) => id !== planId));
  }

  async #run(queryClient: QueryClient, planId: string, key: string, signal: AbortSignal): Promise<void> {
    // One step of a plan at a time, whatever tabs work on it.
    await navigator.locks.request(`claritalk.templates.${planId}`, { signal }, async () => {
      const plan = this.#find(planId);
      const kept = readJournal(this.#userUuid).find(({ id }) => id === planId);
      const step = plan?.steps.find((one) => one.key === key);
      const elsewhere = kept?.steps.find((one) => one.key === key);
      if (!plan || !step || step.state === 'done') return;
      if (elsewhere?.state === 'done') return this.#set(planId, key, elsewhere);
      this.#set(planId, key, { state: 'running', failure: undefined });
      try {
        const madeId = await runStep(serverOf(queryClient, signal), this.#find(planId) ?? plan, step);
        this.#set(planId, key, { state: 'done', unsure: false, madeId: madeId ?? step.madeId });
      } catch (error) {
        const kind = error instanceof ApiError ? error.kind : 'server';
        const passing = passingKinds.includes(kind);
        this.#set(planId, key, {
          state: passing ? 'waiting' : 'failed',
          unsure: step.unsure || unsureKinds.includes(kind),
          failure: passing ? undefined : kind,
        });
        throw error;
      }
    });
  }

  /** Nothing goes on any more: shows what came of it, and forgets what is complete. */
  #settle(queryClient: QueryClient, planId: string): void {
    void edit.refreshAllTemplates(queryClient);
    const plan = this.#find(planId);
    this.#forgetBatch(planId);
    if (plan && isFinished(plan) && plan.kind !== 'import') this.dismiss(planId);
    else this.#publish(this.#plans);
  }

  #batchless(planId: string): void {
    const batchId = this.#batchOf.get(planId);
    if (batchId === undefined) return;
    this.#forgetBatch(planId);
    batches.cancel(batchId);
    batches.dismiss(batchId);
  }

  #forgetBatch(planId: string): void {
    const batchId = this.#batchOf.get(planId);
    if (batchId === undefined) return;
    this.#batchOf.delete(planId);
    this.#releases.get(batchId)?.();
    this.#releases.delete(batchId);
  }

  readonly #find = (planId: string) => this.#plans.find(({ id }) => id === planId);

  #set(planId: string, key: string, change: Partial<Step>): void {
    const plan = this.#find(planId);
    if (!plan) return;
    this.#put({
      ...plan,
      steps: plan.steps.map((step) => (step.key === key ? { ...step, ...change, key } : step)),
    });
  }

  // Without storage it lives as long as the page, which warns before it is closed.
  #put(plan: Plan): void {
    writeJournal(this.#userUuid, plan.id, plan);
    this.#publish([...this.#plans.filter(({ id }) => id !== plan.id), plan]);
  }

  #publish(plans: readonly Plan[]): void {
    // Another list even of the same plans: who works on them may have changed.
    this.#plans = [...plans];
    for (const listener of this.#listeners) listener();
  }
}

/** The API as steps need it; lists are read anew each time. */
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

const runs = new Map<string, TemplateRuns>();

/** What this device does to the templates for a person. */
export function templateRunsOf(userUuid: string): TemplateRuns {
  const known = runs.get(userUuid) ?? new TemplateRuns(userUuid);
  runs.set(userUuid, known);
  return known;
}
