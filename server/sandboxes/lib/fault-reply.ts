import { setTimeout as sleep } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { Fault } from './faults.ts';
import type { NodeTypes } from './node-types.ts';

const texts: Readonly<Record<number, string>> = {
  401: 'Unauthenticated.',
  403: 'This action is unauthorized.',
  404: 'Not Found',
  429: 'Too Many Attempts.',
  500: 'Server Error',
  503: 'Service Unavailable',
};

/** Body of an error that a fault makes. */
type Worded = (status: number, text: string) => unknown;

function replyOf(context: Context<NodeTypes>, fault: Fault, worded: Worded): Response {
  if ('drop' in fault) {
    context.env.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  const status = 'status' in fault ? fault.status : 429;
  const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  if ('retryAfter' in fault) headers['Retry-After'] = String(fault.retryAfter);
  const body = worded(status, texts[status] ?? `Error ${status}`);
  return new Response(JSON.stringify(body), { status, headers });
}

/**
 * Runs a call under a fault: delayed, replaced by an error, or with its connection dropped, before the work
 * or after it.
 */
export async function withFault(
  context: Context<NodeTypes>,
  fault: Fault | undefined,
  work: () => Promise<Response>,
  worded: Worded = (_, message) => ({ message }),
): Promise<Response> {
  if (!fault) return work();
  if ('delayMs' in fault) {
    await sleep(fault.delayMs, undefined, { ref: false });
    return work();
  }
  if (fault.afterProcessing) await work();
  return replyOf(context, fault, worded);
}
