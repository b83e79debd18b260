import type { Context } from 'hono';
import * as v from 'valibot';
import type { Operation, ParamsOf } from '#contract/operation.ts';
import type { GatewayEnv } from './gateway-env.ts';
import { Refusal } from './refusal.ts';

/** @throws Refusal with 404 when the path's parameters are not of the contract's form. */
export function paramsOf<O extends Operation>(
  operation: O,
  context: Context<GatewayEnv>,
): NonNullable<ParamsOf<O>> {
  const given: unknown = context.req.param();
  if (!isParams(operation, given)) throw new Refusal(404, 'There is nothing here.');
  return given;
}

const isParams = <O extends Operation>({ params }: O, value: unknown): value is NonNullable<ParamsOf<O>> =>
  params !== undefined && v.is(params, value);
