import { setTimeout as sleep } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import type { Fault } from '../faults.ts';
import type { HonoTypes } from '../services.ts';

const texts: Readonly<Record<number, string>> = {
  401: 'Unauthenticated.',
  403: 'This action is unauthorized.',
  404: 'Not Found',
  429: 'Too Many Attempts.',
  500: 'Server Error',
  503: 'Service Unavailable',
};

function replyOf(context: Context<HonoTypes>, fault: Fault): Response {
  if ('drop' in fault) {
    context.env.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  const status = 'status' in fault ? fault.status : 429;
  const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  if ('retryAfter' in fault) headers['Retry-After'] = String(fault.retryAfter);
  const message = texts[status] ?? `Error ${status}`;
  return new Response(JSON.stringify({ message }), { status, headers });
}

/**
 * Runs a call under a fault: delayed, replaced by an error, or with its connection dropped, before the work
 * or after it.
 */
export async function withFault(
  context: Context<HonoTypes>,
  fault: Fault | undefined,
  work: () => Promise<Response>,
): Promise<Response> {
  if (!fault) return work();
  if ('delayMs' in fault) {
    await sleep(fault.delayMs, undefined, { ref: false });
    return work();
  }
  if (fault.afterProcessing) await work();
  return replyOf(context, fault);
}
