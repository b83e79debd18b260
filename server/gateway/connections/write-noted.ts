import type { ConnectedOperation } from '#contract/system.ts';
import { withoutFields } from '#contract/without-fields.ts';
import { Refusal, refusal } from '../http/refusal.ts';
import type { Attempt, AttemptEnd } from '../proxy/attempt.ts';
import { keepAddresses } from './addresses.ts';
import { askSystem } from './ask-system.ts';
import type { Ledger } from './ledger.ts';
import type { OfferedSystem } from './offered.ts';
import type { Links } from './sent/entry-links.ts';
import type { ConnectionStore, Person } from './store.ts';
import { askingOf, type SystemClients } from './system-clients.ts';

const withinMs = 30_000;

/** What the gateway writes at a system with. */
export interface Writing extends SystemClients {
  readonly offered: OfferedSystem;
  readonly store: ConnectionStore;
  readonly ledger: Ledger;
}

/** Something that the gateway itself does at a system for someone. */
export interface NotedWrite {
  readonly organisation: string;
  readonly person: Person;
  /** Idempotency key. */
  readonly key: string;
  readonly row: ConnectedOperation;
  readonly path: string;
  readonly body?: unknown;
  readonly links?: Links;
}

/** Writes at a system, in the ledger like what people write themselves. @returns the response @throws Refusal */
export async function writeNoted(options: Writing, write: NotedWrite): Promise<unknown> {
  const { ledger, offered, store } = options;
  const { organisation, person, key, row, path, body, links } = write;
  const { id: system, name: systemName } = offered.system;
  const asking = await askingOf(options, organisation);
  const text = body === undefined ? undefined : JSON.stringify(body);
  const attempt: Attempt = await ledger.begin({
    organisation,
    person,
    key,
    system,
    systemName,
    operation: row.name,
    effect: row.effect,
    request: [system, row.name, path, text ?? ''],
    sent: { path, body: text ?? null },
    links,
  });
  if (attempt.before) return JSON.parse(attempt.before.body?.toString('utf8') ?? 'null');
  try {
    await attempt.leaves();
    const answer = await askSystem(offered, asking, {
      operation: row.name,
      path,
      withinMs,
      ...(body === undefined ? {} : { body }),
    });
    await keepAddresses(store, offered, organisation, row, answer);
    const told = withoutFields(answer, row.redact);
    const kept = { status: 200, headers: {}, body: Buffer.from(JSON.stringify(told ?? null)) };
    await attempt.end({ state: 'done', answer: kept });
    return told;
  } catch (error) {
    if (error === asking.bad) await asking.refused();
    const end = endOf(error, systemName);
    await attempt.end(end);
    throw end.refusal;
  }
}

/** Codes with which it is sure that nothing was done, and that the same may be tried again. */
const nothingSent = [
  'upstream-waits',
  'upstream-waits-because',
  'key-refused',
  'upstream-unreachable',
  'store-unavailable',
];

/** What became of a write that failed. */
function endOf(error: unknown, system: string): AttemptEnd & { readonly refusal: Refusal } {
  if (error instanceof Refusal) {
    const { code } = error.reason ?? {};
    if (code !== undefined && nothingSent.includes(code)) return { state: 'not-sent', refusal: error };
    if (saidNo(error) || code === 'address-refused') return { state: 'refused', refusal: error };
  }
  return { state: 'unknown', refusal: refusal('outcome-unknown', { system }) };
}

/** Whether a system has decided against what was asked, so that asking again changes nothing. */
export function saidNo({ reason }: Refusal): boolean {
  const { code, values } = reason ?? {};
  const status = Number(values && 'status' in values ? values.status : 0);
  return code === 'upstream-refused' || (code === 'upstream-failed' && status < 500);
}
