import type { QueryClient } from '@tanstack/react-query';
import { ApiError, type ApiErrorKind } from '#src/api/errors.ts';
import { inviteOne, refreshUsers } from '#src/api/people.ts';
import { usersOptions } from '#src/api/users.ts';
import { fields, list, text } from '#src/lib/reader.ts';
import { batches } from '#src/ui/batch-queue.ts';

/** Somebody who is being invited. */
export interface InvitationRow {
  /** Names the wish, also when it is repeated after a reload. */
  readonly key: string;
  readonly email: string;
  readonly name: string;
  readonly role: string | undefined;
  /** Whether Claritalk sends the invitation by e-mail. */
  readonly send: boolean;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  /** An earlier try had no answer: it may have been done. */
  readonly unsure: boolean;
  readonly failure: { readonly kind: ApiErrorKind; readonly said: string | undefined } | undefined;
}

export type NewInvitation = Pick<InvitationRow, 'email' | 'name' | 'role' | 'send'>;

const storageKey = (userUuid: string) => `claritalk.invitations.${userUuid}`;
const unsureKinds: readonly ApiErrorKind[] = ['network', 'timeout', 'server', 'aborted'];
/** Errors that say nothing about the row: the queue tries it again. */
const passingKinds: readonly ApiErrorKind[] = ['network', 'signed-out', 'rate-limited', 'aborted'];

/**
 * A list of invitations and how each fares, kept in the tab's session storage: it survives a reload and is gone
 * with the tab. Components follow it by `subscribe` and `getSnapshot`.
 */
export class InvitationRun {
  #rows: readonly InvitationRow[];
  /** The batch that works on it; undefined after a reload. */
  batchId: string | undefined;
  readonly #userUuid: string;
  readonly #listeners = new Set<() => void>();

  constructor(userUuid: string) {
    this.#userUuid = userUuid;
    this.#rows = readRows(userUuid);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): readonly InvitationRow[] => this.#rows;

  /** Puts another list in the place of the present one. */
  replace(people: readonly NewInvitation[]): void {
    this.#batchless();
    this.#publish(
      people.map((person) => ({
        ...person,
        key: crypto.randomUUID(),
        state: 'waiting',
        unsure: false,
        failure: undefined,
      })),
    );
  }

  /** Begins, or goes on, with everybody who is not invited yet. */
  start(queryClient: QueryClient, title: (count: number) => string): void {
    const items = this.#rows.filter(({ state }) => state !== 'done');
    if (items.length === 0) return;
    // What an earlier batch left is taken over by this one.
    this.#batchless();
    for (const { key } of items) this.#set(key, { state: 'waiting', failure: undefined });
    this.batchId = batches.add({
      title: title(items.length),
      items,
      keyOf: ({ key }) => key,
      labelOf: ({ name, email }) => `${name} <${email}>`,
      run: ({ key }, signal) => this.#invite(queryClient, key, signal),
      // The gateway asks Claritalk who calls and whether the person exists, then invites.
      callsPerItem: 2,
      onEnd: () => void refreshUsers(queryClient),
    });
    for (const listener of this.#listeners) listener();
  }

  #batchless(): void {
    if (this.batchId === undefined) return;
    batches.cancel(this.batchId);
    batches.dismiss(this.batchId);
    this.batchId = undefined;
  }

  async #invite(queryClient: QueryClient, key: string, signal: AbortSignal): Promise<void> {
    const row = this.#rows.find((one) => one.key === key);
    if (!row || row.state === 'done') return;
    this.#set(key, { state: 'running', failure: undefined });
    const { name, email, role, send } = row;
    try {
      await inviteOne({ name, email, bypass: !send, ...(role ? { role } : {}) }, { key, signal });
      this.#set(key, { state: 'done', unsure: false });
    } catch (error) {
      const { kind, serverMessage: said } =
        error instanceof ApiError ? error : new ApiError({ kind: 'server', operation: 'inviteUser' });
      // Refused as known after a try without an answer: was it that try that made them known?
      if (kind === 'conflict' && row.unsure && (await exists(queryClient, email).catch(() => false))) {
        this.#set(key, { state: 'done', unsure: false });
        return;
      }
      const passing = passingKinds.includes(kind);
      this.#set(key, {
        state: passing ? 'waiting' : 'failed',
        unsure: row.unsure || unsureKinds.includes(kind),
        failure: passing ? undefined : { kind, said },
      });
      throw error;
    }
  }

  #set(key: string, change: Partial<InvitationRow>): void {
    this.#publish(this.#rows.map((row) => (row.key === key ? { ...row, ...change } : row)));
  }

  #publish(rows: readonly InvitationRow[]): void {
    this.#rows = rows;
    try {
      if (rows.length === 0) sessionStorage.removeItem(storageKey(this.#userUuid));
      else sessionStorage.setItem(storageKey(this.#userUuid), JSON.stringify(rows));
    } catch {
      // Without storage it lives as long as the page, which warns before it is closed.
    }
    for (const listener of this.#listeners) listener();
  }
}

async function exists(queryClient: QueryClient, email: string): Promise<boolean> {
  const users = await queryClient.fetchQuery({ ...usersOptions(), staleTime: 0 });
  return users.some((user) => user.email?.toLowerCase() === email.toLowerCase());
}

function readRows(userUuid: string): readonly InvitationRow[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(storageKey(userUuid)) ?? '[]');
    return list(kept, readRow);
  } catch {
    return [];
  }
}

const states = ['waiting', 'running', 'done', 'failed'] as const;

function readRow(wire: unknown): InvitationRow | undefined {
  const row = fields(wire);
  const [key, email, name] = [text(row.key), text(row.email), text(row.name)];
  if (key === undefined || email === undefined || name === undefined) return undefined;
  const state = states.find((known) => known === row.state) ?? 'waiting';
  const failure = fields(row.failure);
  return {
    key,
    email,
    name,
    role: text(row.role),
    send: row.send !== false,
    // The page went away while it was under way: nobody knows how it ended.
    state: state === 'running' ? 'waiting' : state,
    unsure: row.unsure === true || state === 'running',
    failure:
      state === 'failed'
        ? { kind: (text(failure.kind) ?? 'server') as ApiErrorKind, said: text(failure.said) }
        : undefined,
  };
}

const runs = new Map<string, InvitationRun>();

/** The invitations of a person in this tab. */
export function invitationRunOf(userUuid: string): InvitationRun {
  const known = runs.get(userUuid) ?? new InvitationRun(userUuid);
  runs.set(userUuid, known);
  return known;
}
