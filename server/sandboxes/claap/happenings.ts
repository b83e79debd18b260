/** What `/sandbox` makes happen: people register addresses with Claap’s support, not by an operation. */
import * as v from 'valibot';
import { badRequest, notFound } from '../lib/errors.ts';
import { mayBeTold } from '../lib/post-hook.ts';
import type { Services } from './services.ts';

const url = v.pipe(v.string(), v.url(), v.maxLength(2048));

const happening = v.variant('happens', [
  v.strictObject({
    happens: v.literal('hook_registered'),
    url,
    secret: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  }),
  v.strictObject({ happens: v.literal('hook_removed'), url }),
]);

/** Body of `POST /sandbox/systems/claap`. @throws ApiError when it makes no sense */
export function happen({ hooks, hosts }: Services, event: unknown): unknown {
  const result = v.safeParse(happening, event);
  if (!result.success) throw badRequest(result.issues[0].message);
  const { output } = result;
  if (output.happens === 'hook_removed') {
    if (!hooks.remove(output.url)) throw notFound('There is no such webhook.');
    return {};
  }
  if (!mayBeTold(new URL(output.url), hosts)) throw badRequest('Webhooks go to this machine only.');
  const { id } = hooks.register(output.url, output.secret);
  return { id };
}
