import {
  type RefusalBody,
  type RefusalCode,
  type RefusalReason,
  type RefusalValues,
  refusals,
} from '#contract/gateway/refusals.ts';
import { StoreFailure } from '../../data/store-failure.ts';
import type { PersonAnswer } from './person/respond.ts';

export type RefusalHeaders = Readonly<Record<string, string>>;

interface RefusalMore {
  /** Where people meet it. */
  readonly reason?: RefusalReason;
  /** What a person who sees the response as a page is told, where the status alone does not say it. */
  readonly person?: PersonAnswer;
}

/** A request that the gateway answers itself instead of forwarding it. */
export class Refusal extends Error {
  readonly status: number;
  /** Further response headers, lower case. */
  readonly headers: RefusalHeaders;
  readonly reason: RefusalReason | undefined;
  readonly person: PersonAnswer;

  /** @param message for a developer; never repeats what the client sent, except for a field's name. */
  constructor(
    status: number,
    message: string,
    headers: RefusalHeaders = {},
    { reason, person = {} }: RefusalMore = {},
  ) {
    super(message);
    this.status = status;
    this.headers = headers;
    this.reason = reason;
    this.person = { system: reason?.values.system, ...person };
  }

  get body(): RefusalBody {
    return { message: this.message, ...(this.reason ? { refusal: this.reason } : {}) };
  }

  /** The answer to a program. */
  response(): Response {
    return Response.json(this.body, { status: this.status, headers: { ...this.headers } });
  }
}

/** What someone is told of an error: a refusal says it, of a store it is known that it will pass. */
export function refusalFor(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof StoreFailure) return refusal('store-unavailable', {}, { 'retry-after': '5' });
  return refusal('server-failed', {});
}

/** The English of a code. */
export const refusalText = ({ code, values }: RefusalReason): string =>
  refusals[code].message.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

/** Returns a refusal that people see. @param status where it is not the code's own. */
export function refusal<C extends RefusalCode>(
  code: C,
  values: RefusalValues<C>,
  headers: RefusalHeaders = {},
  status: number = refusals[code].status,
): Refusal {
  const reason = { code, values };
  return new Refusal(status, refusalText(reason), headers, { reason });
}
