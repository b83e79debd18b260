import * as v from 'valibot';
import { outputTypes } from '#src/api/questions.ts';
import { list } from '#src/lib/reader.ts';
import { type Plan, planKinds } from './model/plan.ts';

const id = v.pipe(v.number(), v.safeInteger());
const ref = v.union([v.object({ id }), v.object({ step: v.string() })]);
const outputType = v.picklist(outputTypes);
const work = v.variant('kind', [
  v.object({
    kind: v.literal('saveType'),
    id: v.optional(id),
    name: v.string(),
    isDefault: v.boolean(),
    before: v.optional(v.object({ name: v.string(), isDefault: v.boolean() })),
  }),
  v.object({
    kind: v.literal('saveTheme'),
    id: v.optional(id),
    name: v.string(),
    type: ref,
    before: v.optional(v.object({ name: v.string() })),
  }),
  v.object({
    kind: v.literal('saveQuestion'),
    id: v.optional(id),
    theme: ref,
    question: v.string(),
    outputType,
    before: v.optional(v.object({ question: v.string(), outputType })),
  }),
  v.object({
    kind: v.literal('deleteOriginal'),
    id,
    themeId: id,
    question: v.string(),
    outputType,
    copy: v.string(),
    copyThemeId: id,
  }),
  v.object({
    kind: v.literal('uncreate'),
    of: v.picklist(['type', 'theme', 'question']),
    name: v.string(),
    parent: v.optional(id),
    original: v.optional(v.object({ id, themeId: id })),
  }),
]);
const step = v.object({
  key: v.string(),
  work,
  state: v.picklist(['waiting', 'running', 'done', 'failed']),
  unsure: v.boolean(),
  madeId: v.optional(id),
  same: v.array(id),
  failure: v.optional(v.string()),
});
const planSchema = v.object({
  id: v.string(),
  kind: v.picklist(planKinds),
  name: v.string(),
  target: v.string(),
  steps: v.array(step),
});

const keyOf = (userUuid: string) => `claritalk.templates.${userUuid}`;

/** What this device still has to do for a person, read anew; whatever cannot be read is left out. */
export function readJournal(userUuid: string): readonly Plan[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(userUuid)) ?? '[]');
    return list(kept, readPlan);
  } catch {
    return [];
  }
}

/** A plan as it was kept. */
export function readPlan(kept: unknown): Plan | undefined {
  const read = v.safeParse(planSchema, kept);
  if (!read.success) return undefined;
  return {
    ...read.output,
    steps: read.output.steps.map((one) => ({
      ...one,
      madeId: one.madeId,
      failure: one.failure,
      // The page went away while it was under way: nobody knows how it ended.
      state: one.state === 'running' ? 'waiting' : one.state,
      unsure: one.unsure || one.state === 'running',
    })) as Plan['steps'],
  };
}

/** Keeps a plan, or forgets the one with that id. Answers whether this device holds it now. */
export function writeJournal(userUuid: string, planId: string, plan: Plan | undefined): boolean {
  try {
    const others = readJournal(userUuid).filter((one) => one.id !== planId);
    const plans = plan ? [...others, plan] : others;
    if (plans.length === 0) localStorage.removeItem(keyOf(userUuid));
    else localStorage.setItem(keyOf(userUuid), JSON.stringify(plans));
    return true;
  } catch {
    return false;
  }
}

/** Tells when another tab changes the journal. Answers how to stop. */
export function watchJournal(userUuid: string, onChange: () => void): () => void {
  const listener = (event: StorageEvent) => {
    if (event.key === keyOf(userUuid) || event.key === null) onChange();
  };
  window.addEventListener('storage', listener);
  return () => window.removeEventListener('storage', listener);
}
