/**
 * What Chat2Desk may do instead of what it was asked, and what pages get of that from the gateway.
 * `server/gateway/connections/faults.spec.ts` makes the real gateway meet each of them, `src/services/problems/faults.spec.tsx`
 * reads what a page then says in each language.
 */
import type { RefusalCode } from '../../gateway/refusals.ts';

/** How the fault switch of the sandbox makes it happen; `used-up` and `not-bought` are states of the company. */
type Cause =
  | { readonly status: number }
  | { readonly retryAfter: number }
  | { readonly delayMs: number }
  | { readonly drop: true }
  | 'used-up'
  | 'not-bought';

export interface DeskFault {
  readonly cause: Cause;
  /** What the gateway answers a page that reads. */
  readonly status: number;
  readonly code: RefusalCode;
  readonly values: Readonly<Record<string, string>>;
  readonly retryAfter?: string;
  /** What the ledger says of a change that met it before anything was done. */
  readonly ledger: 'refused' | 'not-sent' | 'unknown';
}

const system = 'Chat2Desk';

export const deskFaults = {
  'it does not accept the key': {
    cause: { status: 401 },
    status: 424,
    code: 'key-refused',
    values: { system },
    ledger: 'not-sent',
  },
  'it gets too many requests': {
    cause: { retryAfter: 7 },
    status: 429,
    code: 'upstream-waits-because',
    values: { system, said: 'Too Many Attempts.' },
    retryAfter: '7',
    ledger: 'not-sent',
  },
  'the requests of the month are used up': {
    cause: 'used-up',
    status: 429,
    code: 'upstream-waits-because',
    values: { system, said: 'The requests of this month are used up' },
    ledger: 'not-sent',
  },
  'it fails': {
    cause: { status: 500 },
    status: 502,
    code: 'upstream-failed',
    values: { system, status: '500' },
    ledger: 'unknown',
  },
  'it is down for maintenance': {
    cause: { status: 503 },
    status: 502,
    code: 'upstream-failed',
    values: { system, status: '503' },
    ledger: 'unknown',
  },
  'it does not respond': {
    cause: { delayMs: 5_000 },
    status: 504,
    code: 'upstream-silent',
    values: { system },
    ledger: 'unknown',
  },
  'it ends the connection': {
    cause: { drop: true },
    status: 502,
    code: 'upstream-lost',
    values: { system },
    ledger: 'unknown',
  },
  'the company has not bought it': {
    cause: 'not-bought',
    status: 403,
    code: 'upstream-refused',
    values: { system, said: 'Write first is not turned on for your company. Contact administration.' },
    ledger: 'refused',
  },
} as const satisfies Readonly<Record<string, DeskFault>>;

export type DeskFaultName = keyof typeof deskFaults;
