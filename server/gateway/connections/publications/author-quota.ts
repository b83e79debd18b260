import { listRecordings } from '#contract/claap/recordings.ts';
import { claap } from '#contract/claap/system.ts';
import { Refusal } from '../../http/refusal.ts';
import type { AskCompany } from '../conversations/company.ts';
import type { Ledger } from '../ledger.ts';

/** Recordings of an author within the window, and the folders they are in. */
export interface AuthorFacts {
  readonly quota: {
    readonly used: number;
    /** Whether the system has said what it has: only what was created here is in `used` otherwise. */
    readonly isComplete: boolean;
    readonly of: number;
    readonly days: number;
    readonly freeAt: string | null;
  };
  readonly folders: readonly { readonly id: string; readonly name: string }[];
}

const dayMs = 24 * 60 * 60 * 1000;
const [limit] = claap.limits;
const mostListed = 100;

/**
 * Counts what an author has created in the last thirty days: what the system lists, and what the ledger knows beyond
 * that, such as what was deleted since. @param now in ms since the epoch.
 */
export async function authorFacts(
  ask: AskCompany,
  ledger: Ledger,
  { organisation, author, now }: { organisation: string; author: string; now: number },
): Promise<AuthorFacts> {
  const of = typeof limit?.count === 'number' ? limit.count : 0;
  const perMs = limit?.perMs ?? 0;
  const query = { recorderEmail: author, limit: mostListed, sort: 'created_desc' as const };
  const answered = await ask(listRecordings, { query }).then(
    ({ result }) => result.recordings,
    (error: unknown) => {
      if (error instanceof Refusal) return undefined;
      throw error;
    },
  );
  const listed = answered ?? [];
  const counted = { organisation, system: claap.id, operation: 'createRecording', perMs };
  const ids = new Set(listed.map(({ id }) => id));
  const authored = await ledger.authors.of(counted, author);
  const own = authored.filter(({ made }) => made === null || !ids.has(made));
  const times = [...own.map(({ at }) => at), ...listed.map(({ createdAt }) => Date.parse(createdAt ?? ''))]
    .filter((at) => at > now - perMs)
    .toSorted((one, other) => one - other);
  const next = times[times.length - of];
  const folders = new Map(
    listed.flatMap(({ channel }) => (channel?.id ? [[channel.id, channel.name ?? channel.id] as const] : [])),
  );
  return {
    quota: {
      used: times.length,
      isComplete: answered !== undefined,
      of,
      days: perMs / dayMs,
      freeAt: next === undefined || times.length < of ? null : new Date(next + perMs).toISOString(),
    },
    folders: [...folders].map(([id, name]) => ({ id, name })),
  };
}
