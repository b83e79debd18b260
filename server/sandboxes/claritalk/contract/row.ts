import { test } from 'vitest';
import type { Operation } from '#contract/operation.ts';
import type { Answer, World } from './world.ts';

/** Rows of the documentation that have a test: operation, status and condition. */
export const testedRows = new Set<string>();

export const rowKey = (operation: Operation, status: number, when: string) =>
  `${operation.name} ${status} ${when}`;

const worlds: World[] = [];

/** The sandbox that the rows run against. */
export function useWorld(world: World): void {
  worlds[0] = world;
}

/**
 * A test of one documented row: `run` makes the call and returns the response, whose status must be the documented one.
 * Further expectations are in `run`.
 */
function row(operation: Operation, status: number, when: string, run: (world: World) => Promise<Answer>) {
  const key = rowKey(operation, status, when);
  if (testedRows.has(key)) throw new Error(`two tests for ${key}`);
  testedRows.add(key);
  test(key, async ({ expect }) => {
    const world = worlds[0];
    if (!world) throw new Error('no sandbox runs');
    const answer = await run(world);
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  });
}

/** The documented success of an operation. */
export const success = (operation: Operation, run: (world: World) => Promise<Answer>) =>
  row(operation, operation.successStatuses[0], 'success', run);

/** A documented error; `when` is the text of the contract's row. */
export const failure = (
  operation: Operation,
  status: number,
  when: string,
  run: (world: World) => Promise<Answer>,
) => row(operation, status, when, run);
