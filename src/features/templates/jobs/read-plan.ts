import * as v from 'valibot';
import { outputTypes } from '#src/api/claritalk/questions.ts';
import { list } from '#src/lib/reader.ts';
import { readStep } from '#src/services/jobs/job.ts';
import { type Plan, planKinds, type Step } from './plan.ts';

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
const stepSchema = v.object({ work, madeId: v.optional(id), same: v.array(id) });
const planSchema = v.object({
  id: v.string(),
  kind: v.picklist(planKinds),
  name: v.string(),
  target: v.string(),
  steps: v.array(v.unknown()),
});

/** A plan as this or an earlier version kept it; undefined for one that cannot be read whole. */
export function readPlan(stored: unknown): Plan | undefined {
  const read = v.safeParse(planSchema, stored);
  if (!read.success) return undefined;
  const steps = list(read.output.steps, readPlanStep);
  return steps.length === read.output.steps.length ? { ...read.output, steps } : undefined;
}

function readPlanStep(stored: unknown): Step | undefined {
  const own = v.safeParse(stepSchema, stored);
  const step = readStep(stored);
  if (!own.success || !step) return undefined;
  return { ...own.output, ...step, madeId: own.output.madeId };
}
