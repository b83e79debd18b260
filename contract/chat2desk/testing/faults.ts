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

type Told = Pick<DeskFault, 'status' | 'code'> & Partial<Pick<DeskFault, 'values' | 'retryAfter'>>;

const fault = (cause: Cause, ledger: DeskFault['ledger'], { values, ...told }: Told): DeskFault => ({
  cause,
  ledger,
  ...told,
  values: { system: 'Chat2Desk', ...values },
});

const failed = (status: number) =>
  fault({ status }, 'unknown', { status: 502, code: 'upstream-failed', values: { status: `${status}` } });

const waits = { status: 429, code: 'upstream-waits-because' } as const;

const monthUsed = 'The requests of this month are used up';
const notBought = 'Write first is not turned on for your company. Contact administration.';

export const deskFaults = {
  'it does not accept the key': fault({ status: 401 }, 'not-sent', { status: 424, code: 'key-refused' }),
  'it gets too many requests': fault({ retryAfter: 7 }, 'not-sent', {
    ...waits,
    values: { said: 'Too Many Attempts.' },
    retryAfter: '7',
  }),
  'the requests of the month are used up': fault('used-up', 'not-sent', {
    ...waits,
    values: { said: monthUsed },
  }),
  'it fails': failed(500),
  'it is down for maintenance': failed(503),
  'it does not respond': fault({ delayMs: 5_000 }, 'unknown', { status: 504, code: 'upstream-silent' }),
  'it ends the connection': fault({ drop: true }, 'unknown', { status: 502, code: 'upstream-lost' }),
  'the company has not bought it': fault('not-bought', 'refused', {
    status: 403,
    code: 'upstream-refused',
    values: { said: notBought },
  }),
} as const;

export type DeskFaultName = keyof typeof deskFaults;
