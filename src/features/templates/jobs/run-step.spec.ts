import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutputType } from '#src/api/claritalk/questions.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { isFinished, storedStep } from '#src/services/jobs/job.ts';
import {
  canUndo,
  type NewPlan,
  type Plan,
  planQuestionMove,
  planThemeCopy,
  planTypeCopy,
  planUndo,
  type Step,
} from './plan.ts';
import { readPlan } from './read-plan.ts';
import { runStep, type TemplateServer } from './run-step.ts';

type Fault = 'none' | 'before' | 'after' | 'crash' | 'refused';

/** A Claritalk in memory. Each write takes a fault: lost before or after it was done. */
class FakeServer implements TemplateServer {
  #ids = 100;
  typeRows = [
    { id: 1, name: 'Sales', isDefault: true },
    { id: 2, name: 'Intake', isDefault: false },
  ];
  themeRows = [
    { id: 10, name: 'Needs', typeId: 1 },
    { id: 11, name: 'Budget', typeId: 1 },
    { id: 12, name: 'Needs', typeId: 2 },
  ];
  questionRows = [
    { id: 20, themeId: 10, question: 'Why now?', outputType: 'single_line' as OutputType },
    { id: 21, themeId: 10, question: 'Who decides?', outputType: 'multi_line' as OutputType },
    { id: 22, themeId: 12, question: 'Why now?', outputType: 'multi_line' as OutputType },
  ];
  faults: Fault[] = [];
  onWrite: () => void = () => undefined;

  types = () => Promise.resolve([...this.typeRows]);
  themes = () => Promise.resolve([...this.themeRows]);
  questions = (themeId: number) =>
    Promise.resolve(this.questionRows.filter((row) => row.themeId === themeId));
  writeType = ({ id, name, isDefault }: { id?: number | undefined; name: string; isDefault: boolean }) =>
    this.#write(() => upsert(this.typeRows, { id: id ?? this.#ids++, name, isDefault }));
  writeTheme = ({ id, name, typeId }: { id?: number | undefined; name: string; typeId: number }) =>
    this.#write(() => upsert(this.themeRows, { id: id ?? this.#ids++, name, typeId }));
  writeQuestion = (draft: {
    id?: number | undefined;
    themeId: number;
    question: string;
    outputType: OutputType;
  }) => this.#write(() => upsert(this.questionRows, { ...draft, id: draft.id ?? this.#ids++ }));
  eraseType = (id: number) =>
    this.#write(() => {
      this.typeRows = this.typeRows.filter((row) => row.id !== id);
    });
  eraseTheme = (id: number) =>
    this.#write(() => {
      this.themeRows = this.themeRows.filter((row) => row.id !== id);
      this.questionRows = this.questionRows.filter((row) => row.themeId !== id);
    });
  eraseQuestion = (themeId: number, id: number) =>
    this.#write(() => {
      this.questionRows = this.questionRows.filter((row) => row.id !== id || row.themeId !== themeId);
    });

  async #write<T>(act: () => T): Promise<T> {
    const fault = this.faults.shift() ?? 'none';
    if (fault === 'refused') throw new ApiError({ kind: 'forbidden', operation: 'write' });
    if (fault === 'before') throw new ApiError({ kind: 'network', operation: 'write' });
    const done = act();
    this.onWrite();
    if (fault === 'crash') throw new Crash();
    if (fault === 'after') throw new ApiError({ kind: 'network', operation: 'write' });
    return done;
  }

  /** Names instead of ids, which differ from run to run. */
  picture() {
    return this.typeRows.map((type) => ({
      type: type.name,
      themes: this.themeRows
        .filter(({ typeId }) => typeId === type.id)
        .map((theme) => ({
          theme: theme.name,
          questions: this.questionRows
            .filter(({ themeId }) => themeId === theme.id)
            .map(({ question, outputType }) => `${question} ${outputType}`)
            .sort(),
        }))
        .sort((one, other) => one.theme.localeCompare(other.theme)),
    }));
  }
}

/** The page goes away: no step learns how it ended. */
class Crash extends Error {}

function upsert<T extends { id: number }>(rows: T[], row: T): T {
  const at = rows.findIndex(({ id }) => id === row.id);
  if (at >= 0) rows[at] = row;
  else rows.push(row);
  return row;
}

const withStep = (plan: Plan, key: string, change: Partial<Step>): Plan => ({
  ...plan,
  steps: plan.steps.map((one) => (one.key === key ? { ...one, ...change } : one)),
});

/** Goes through a plan once, as the queue does. A crash ends it where it was, read back from the journal. */
async function drive(server: FakeServer, given: Plan): Promise<Plan> {
  let plan = given;
  for (const { key } of given.steps) {
    const step = plan.steps.find((one) => one.key === key)!;
    if (step.state === 'done') continue;
    plan = withStep(plan, key, { state: 'running' });
    try {
      const madeId = await runStep(server, plan, step);
      plan = withStep(plan, key, { state: 'done', unsure: false, madeId: madeId ?? step.madeId });
    } catch (error) {
      if (error instanceof Crash)
        return readPlan(JSON.parse(JSON.stringify({ ...plan, steps: plan.steps.map(storedStep) })))!;
      const kind = (error as ApiError).kind;
      plan = withStep(plan, key, {
        state: 'failed',
        unsure: step.unsure || kind === 'network' || kind === 'aborted',
        failure: { kind, said: undefined },
      });
    }
  }
  return plan;
}

async function untilFinished(server: FakeServer, given: Plan): Promise<Plan> {
  let plan = given;
  for (let run = 0; run < 40 && !isFinished(plan); run += 1) plan = await drive(server, plan);
  return plan;
}

const contents = (server: FakeServer) =>
  server.themeRows
    .filter(({ typeId }) => typeId === 1)
    .map((theme) => ({
      theme,
      questions: server.questionRows.filter(({ themeId }) => themeId === theme.id),
    }));

const plans: Readonly<Record<string, (server: FakeServer) => NewPlan>> = {
  'copy of a type': (server) =>
    planTypeCopy(server.typeRows[0]!, contents(server), 'Sales (copy)', server.typeRows),
  'copy of a theme': (server) =>
    planThemeCopy(contents(server)[0]!, 'Needs', server.typeRows[1]!, server.themeRows),
  'move of a question': (server) =>
    planQuestionMove(
      server.questionRows[0]!,
      server.themeRows[2]!,
      server.questionRows.filter(({ themeId }) => themeId === 12),
    ),
};

const faults = fc.array(fc.constantFrom<Fault>('none', 'before', 'after', 'crash', 'refused'), {
  maxLength: 14,
});

describe.each(Object.entries(plans))('%s', (_name, make) => {
  it('is complete in the end, once, whatever is lost along the way', async () => {
    const smooth = new FakeServer();
    await untilFinished(smooth, { ...make(smooth), id: 'p' });
    await fc.assert(
      fc.asyncProperty(faults, async (given) => {
        const server = new FakeServer();
        server.faults = [...given];
        const before = server.questionRows.length;
        // There is never less than before.
        server.onWrite = () => expect(server.questionRows.length).toBeGreaterThanOrEqual(before);
        const plan = await untilFinished(server, { ...make(server), id: 'p' });
        expect(isFinished(plan)).toBe(true);
        expect(server.picture()).toEqual(smooth.picture());
      }),
    );
  });

  it('leaves nothing behind when it is undone, wherever it was interrupted', async () => {
    await fc.assert(
      fc.asyncProperty(faults, faults, async (there, back) => {
        const server = new FakeServer();
        const before = server.picture();
        server.faults = [...there, 'refused', 'refused', 'refused', 'refused', 'refused', 'refused'];
        const plan = await drive(server, { ...make(server), id: 'p' });
        if (!canUndo(plan)) return;
        server.faults = [...back];
        const undone = await untilFinished(server, planUndo(plan));
        // Unless the original was deleted without a response: then its copy has to stay.
        if (undone.steps.some(({ failure }) => failure?.kind === 'conflict')) {
          expect(server.questionRows).toHaveLength(3);
        } else expect(server.picture()).toEqual(before);
      }),
    );
  });
});

it('deletes no original that someone changed in the meantime, and none whose copy is gone', async () => {
  const server = new FakeServer();
  const plan = { ...plans['move of a question']!(server), id: 'p' };
  server.faults = ['none', 'refused'];
  const half = await drive(server, plan);
  server.questionRows[0]!.question = 'Why not now?';
  const failed = await drive(server, half);
  expect(failed.steps[1]).toMatchObject({ state: 'failed', failure: { kind: 'conflict' } });
  expect(server.questionRows.map(({ question }) => question)).toContain('Why not now?');
  server.questionRows[0]!.question = 'Why now?';
  server.questionRows = server.questionRows.filter(({ id }) => id < 100);
  expect((await drive(server, half)).steps[1]).toMatchObject({
    state: 'failed',
    failure: { kind: 'conflict' },
  });
  expect(server.questionRows).toHaveLength(3);
});

it('says what may be undone', () => {
  const server = new FakeServer();
  const plan = { ...plans['move of a question']!(server), id: 'p' };
  expect(canUndo(plan)).toBe(false);
  expect(canUndo(withStep(plan, 'copy', { state: 'done', madeId: 100 }))).toBe(true);
  expect(canUndo(withStep(withStep(plan, 'copy', { state: 'done' }), 'original', { state: 'done' }))).toBe(
    false,
  );
});
