import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** Where a request belongs, in the logs of everything that it passes (https://www.w3.org/TR/trace-context/). */
export interface RequestContext {
  readonly requestId: string;
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** Whether a caller records this trace. */
  readonly isSampled: boolean;
  /** As the caller gave it. */
  readonly tracestate: string | undefined;
}

/** The request for which something is done; undefined for what the gateway does on its own. */
export const requestContext = new AsyncLocalStorage<RequestContext>();

/** Later versions may have more behind the flags; version 255 is none. */
const form = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-[\x21-\x7e]{0,100})?$/;
const isZero = (digits: string) => /^0+$/.test(digits);
const stateForm = /^[\x20-\x7e]{1,512}$/;

type Header = string | string[] | undefined;

/** Continues a caller's trace, or begins one where there is none, or none that makes sense. */
export function contextOf(requestId: string, headers: { readonly [name: string]: Header }): RequestContext {
  const { traceparent, tracestate } = headers;
  const [, traceId = '', parent = '', flags = '0'] = form.exec(String(traceparent ?? '')) ?? [];
  if (traceId === '' || isZero(traceId) || isZero(parent)) {
    const begun = randomBytes(16).toString('hex');
    return { requestId, traceId: begun, isSampled: false, tracestate: undefined };
  }
  const isSampled = (Number.parseInt(flags, 16) & 1) === 1;
  const state = typeof tracestate === 'string' && stateForm.test(tracestate) ? tracestate : undefined;
  return { requestId, traceId, isSampled, tracestate: state };
}

/** Returns the headers with which a system is asked on behalf of the current request. */
export function contextHeaders(): Record<string, string> {
  const context = requestContext.getStore();
  if (!context) return {};
  const { requestId, traceId, isSampled, tracestate } = context;
  const span = randomBytes(8).toString('hex');
  return {
    'x-request-id': requestId,
    traceparent: `00-${traceId}-${span}-${isSampled ? '01' : '00'}`,
    ...(tracestate === undefined ? {} : { tracestate }),
  };
}
