import * as v from 'valibot';
import type { BodyOf, InputOf, Operation, ParamsOf, Schema } from '#contract/operation.ts';
import type { ActionContext, ActionResult } from './action-context.ts';

/** One thing that the gateway does for admins. Everything that can be refused is refused first. */
interface ActionOf<O extends Operation, C> {
  readonly operation: O;
  /** Name in the audit log: the Claritalk operation behind it. */
  readonly name: string;
  /**
   * Whether no other action of this kind may run at the same time: two admins must not delete or demote each other at
   * once.
   */
  readonly alone: boolean;
  /** Fields of its body that must not be logged. */
  readonly unsaid?: readonly string[];
  /** On whom, for the log. */
  target(params: ParamsOf<O>, body: BodyOf<O>): string;
  /** @throws Refusal, NoAnswer */
  run(context: C, params: ParamsOf<O>, body: BodyOf<O>): Promise<ActionResult>;
}

/** An action with what a request asks of it. */
export interface AskedAction<C = ActionContext> {
  target(): string;
  /** @throws Refusal, NoAnswer */
  run(context: C): Promise<ActionResult>;
}

/** An action as the routes see it, whatever its operation takes. */
export interface Action<C = ActionContext>
  extends Pick<ActionOf<Operation, C>, 'operation' | 'name' | 'alone' | 'unsaid'> {
  /** @throws TypeError for what its operation does not take: requests are checked before, and refused there. */
  ask(params: unknown, body: unknown): AskedAction<C>;
}

/** Ties an action to its row of the contract, whose schemas type what it gets. */
export function action<const O extends Operation, C = ActionContext>({
  operation,
  name,
  alone,
  unsaid = [],
  target,
  run,
}: ActionOf<O, C>): Action<C> {
  return {
    operation,
    name,
    alone,
    unsaid,
    ask(params, body) {
      if (!isInput<O['params']>(operation.params, params)) throw new TypeError(`${name}: other parameters`);
      if (!isInput<O['body']>(operation.body, body)) throw new TypeError(`${name}: another body`);
      return { target: () => target(params, body), run: (context) => run(context, params, body) };
    },
  };
}

const isInput = <S extends Schema | undefined>(schema: S, value: unknown): value is InputOf<S> =>
  schema === undefined ? value === undefined : v.is(schema, value);
