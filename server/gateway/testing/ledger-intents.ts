import type { Intent, Ledger } from '../connections/ledger.ts';
import { refusal } from '../http/refusal.ts';
import { Seal } from '../sessions/sealed.ts';

/** Requests with an effect as specs of the ledger make them, and what is said of them. */
export const secret = 's'.repeat(40);
export const seal = new Seal(secret, 'ledger entries');
export const intent = (over: Partial<Intent> = {}): Intent => ({
  organisation: 'o1',
  person: { uuid: 'p1', name: 'Ada' },
  key: 'k1',
  system: 'claap',
  systemName: 'Claap',
  operation: 'createRecording',
  effect: 'write',
  request: ['a'],
  sent: { path: '/v1/recordings', body: 'confidential text' },
  ...over,
});
export const answer = (text: string) => ({
  state: 'done' as const,
  answer: { status: 201, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) },
});
export const unknown = {
  state: 'unknown',
  refusal: refusal('outcome-unknown', { system: 'Claap' }),
} as const;
export const notSent = {
  state: 'not-sent',
  refusal: refusal('upstream-unreachable', { system: 'Claap' }),
} as const;
export const stateOf = async (ledger: Ledger) =>
  (await ledger.list({ organisation: 'o1', person: undefined, limit: 10 })).map(({ key, state }) => [
    key,
    state,
  ]);
export const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: { reason?: { code: string } }) => error.reason?.code,
  );
