import { setTimeout as pause } from 'node:timers/promises';
import { publicUrlOf } from '#contract/public-url.ts';
import type { SystemId } from '#contract/system.ts';
import type { Leases } from '../../data/leases.ts';
import type { Ownership } from '../../data/owned-work.ts';
import { type HookRows, hookRows, type ListedHook } from '../../upstreams/hook-rows.ts';
import type { AuditLog } from '../elevation/audit-log.ts';
import type { Logger } from '../http/log.ts';
import { Refusal, refusal } from '../http/refusal.ts';
import { type Asking, askSystem } from './ask-system.ts';
import type { HookState } from './hook-store.ts';
import type { Ledger } from './ledger.ts';
import type { OfferedSystem } from './offered.ts';
import { isLow, quotaOf } from './quota.ts';
import type { ConnectionStore } from './store.ts';
import { clientOf, type SystemClients } from './system-clients.ts';

export interface HookKeeperOptions extends SystemClients {
  readonly offered: readonly OfferedSystem[];
  readonly store: ConnectionStore;
  readonly ledger: Ledger;
  readonly audit: AuditLog;
  readonly leases: Leases;
  readonly log: Logger;
  /** What precedes the path of addresses that systems deliver to. */
  readonly origin: string;
  /** With the sandbox it may be this machine's. */
  readonly sandbox: boolean;
  readonly now?: () => number;
}

/** How far to go: `look` changes nothing. */
export type HookWork = 'look' | 'mend';

const hourMs = 60 * 60 * 1000;
const checkedEveryMs = 24 * hourMs;
/** After a problem it is tried again sooner. */
const triedEveryMs = hourMs;
const withinMs = 8_000;
/** As long as another gateway takes for the webhook of a connection, with every request as slow as it may be. */
const patienceMs = 6 * withinMs;
const hookName = 'Claritalk dashboard';

/** A connection and the client for its system. */
interface Held extends Asking {
  readonly offered: OfferedSystem;
  readonly rows: HookRows;
  readonly url: string;
  /** Told of each request, which the system counts. */
  readonly count: () => void;
}

/**
 * Keeps the webhooks of connections: registers them, checks whether they are as they should be, repairs and removes
 * them. It always checks what exists at the system first and afterwards: so a lost response does not create a second
 * webhook.
 */
export class HookKeeper {
  readonly #options: HookKeeperOptions;
  readonly #now: () => number;
  /** For each connection, the end of what is being done for it. */
  readonly #turns = new Map<string, Promise<unknown>>();
  #isClosed = false;

  constructor(options: HookKeeperOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** The address that a system delivers to, with its secret. */
  async addressOf(organisation: string, system: SystemId): Promise<string> {
    return `${this.#rootOf(system)}${await this.#options.store.hooks.secret(organisation, system)}`;
  }

  /**
   * Looks at the webhook of a connection and notes how it is.
   * @returns how it was found, before anything was mended.
   * @throws Refusal for what stood in the way, which is noted too.
   */
  keep(organisation: string, system: SystemId, work: HookWork): Promise<HookState | undefined> {
    return this.#inTurn(organisation, system, async () => {
      const { store } = this.#options;
      if (!(await store.find(organisation, system))) return undefined;
      // Also created for those that people register.
      const url = await this.addressOf(organisation, system);
      const rows = hookRows[system];
      if (!rows) return undefined;
      let state = (await store.hooks.find(organisation, system))?.state ?? 'unchecked';
      try {
        const held = await this.#hold(organisation, system, rows, url);
        const listed = await list(held);
        const found = judge(listed, held);
        state = found;
        if (work === 'mend') state = await this.#mend(held, listed);
        await this.#note(organisation, system, state, undefined);
        return found;
      } catch (error) {
        if (error instanceof Refusal) await this.#note(organisation, system, state, error);
        throw error;
      }
    });
  }

  /** The same where nobody is waiting for it: problems are recorded. */
  async keepQuietly(organisation: string, system: SystemId, work: HookWork): Promise<void> {
    await this.keep(organisation, system, work).catch((error: unknown) => this.#tell(error));
  }

  /**
   * Ends a connection once its webhook is removed; one that cannot be removed is found, and removed, when the system is
   * connected again.
   */
  end(organisation: string, system: SystemId, end: () => Promise<void>): Promise<void> {
    return this.#inTurn(organisation, system, async () => {
      const rows = hookRows[system];
      if (rows && (await this.#options.store.find(organisation, system))) {
        const url = await this.addressOf(organisation, system);
        const remove = async () => {
          const held = await this.#hold(organisation, system, rows, url);
          for (const hook of await list(held)) if (hook.url === url) await removeHook(held, hook);
        };
        await remove().catch((error: unknown) => this.#tell(error));
      }
      await end();
    });
  }

  /** Looks every hour what is due, as long as this gateway owns that. */
  async work({ signal, isCertain }: Ownership): Promise<void> {
    while (!signal.aborted) {
      await this.#checkDue(isCertain);
      await pause(hourMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /**
   * Repairs what nobody has looked at for a day, and registers what was connected before; both are in the audit log. The
   * last tenth of a quota is left to people.
   */
  async #checkDue(isCertain: () => boolean): Promise<void> {
    const { store } = this.#options;
    const now = this.#now();
    for (const { organisation, system } of await store.all()) {
      if (this.#isClosed || !isCertain()) return;
      const { checkedAt, problem } = (await store.hooks.find(organisation, system)) ?? {};
      const isDue = (checkedAt ?? 0) <= now - (problem ? triedEveryMs : checkedEveryMs);
      if (isDue && hookRows[system] && (await this.#hasRoom(organisation, system)))
        await this.#check(organisation, system);
    }
  }

  async #hasRoom(organisation: string, system: SystemId): Promise<boolean> {
    const { offered, store, ledger } = this.#options;
    const one = offered.find((known) => known.system.id === system);
    const stored = await store.find(organisation, system);
    return one !== undefined && stored !== undefined && !isLow(await quotaOf(stored, one, ledger));
  }

  /** Waits for what is being done, and does nothing more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#turns.values());
  }

  async #check(organisation: string, system: SystemId): Promise<void> {
    const { audit, offered } = this.#options;
    const target = offered.find((one) => one.system.id === system)?.system.name ?? system;
    const log = (found: string, refused: Refusal | undefined) => {
      const outcome = refused ? 'failed' : 'done';
      const { message: reason = null, reason: told = null, status = 200 } = refused ?? {};
      const intent = { requestId: '', action: 'checkWebhook', target, change: { found } };
      return audit.note(intent, undefined, { outcome, status, reason, refusal: told });
    };
    const { hooks } = this.#options.store;
    const { state: before, problem } = (await hooks.find(organisation, system)) ?? {};
    try {
      const found = await this.keep(organisation, system, 'mend');
      if (found !== undefined && found !== 'working') await log(found, undefined);
    } catch (error) {
      this.#tell(error);
      // Hourly, it would fill the log.
      if (error instanceof Refusal && problem?.code !== error.reason?.code)
        await log(before ?? 'unchecked', error);
    }
  }

  /** @throws Refusal where asking is pointless. */
  async #hold(organisation: string, system: SystemId, rows: HookRows, url: string): Promise<Held> {
    const { store, offered, sandbox } = this.#options;
    const one = offered.find((known) => known.system.id === system);
    const opened = await store.opened(organisation, system);
    if (!one || !opened) throw refusal('not-connected', { system });
    const { name } = one.system;
    const { connection, key } = opened;
    if (key === undefined) throw refusal('key-lost', { system: name });
    if (!sandbox && publicUrlOf(url).problem) throw refusal('hook-unreachable', { system: name });
    const bad = refusal('key-refused', { system: name });
    if (connection.isRefused) throw bad;
    const client = clientOf(this.#options, one, connection.url);
    const count = () => store.countRequest(organisation, system);
    return { offered: one, rows, url, client, count, key, bad };
  }

  /** @throws Refusal where it is not as it should be afterwards. */
  async #mend(held: Held, listed: readonly ListedHook[]): Promise<HookState> {
    const others = await this.#tidy(held, listed);
    const own = listed.find(({ url }) => url === held.url);
    if (own && isRight(own, held)) return 'working';
    const { rows, offered } = held;
    const { id, name } = offered.system;
    const problem = await (own
      ? ask(held, rows.mend.operation, rows.mend.ask(own))
      : this.#create(held, others)
    ).then(
      () => undefined,
      (error: unknown) => error,
    );
    // Whatever the response, if any: what exists counts.
    const after = await list(held);
    if (judge(after, held) === 'working') return 'working';
    this.#options.log.warn('a webhook could not be repaired', { system: id });
    throw problem ?? refusal('hook-not-repaired', { system: name });
  }

  /** @param others how many webhooks there are already. */
  async #create(held: Held, others: number): Promise<void> {
    const { offered, rows, url } = held;
    const { name, webhooks } = offered.system;
    const most = webhooks?.maxHooks;
    if (most !== undefined && others >= most)
      throw refusal('hooks-full', { system: name, most: String(most) });
    await ask(held, rows.create.operation, rows.create.ask({ url, name: hookName }));
  }

  /**
   * Removes what an earlier connection left behind, and duplicates.
   * @returns how many webhooks are left.
   */
  async #tidy(held: Held, listed: readonly ListedHook[]): Promise<number> {
    const { store } = this.#options;
    const { id } = held.offered.system;
    const root = this.#rootOf(id);
    const [, ...doubles] = listed.filter(({ url }) => url === held.url);
    const ours = listed.filter(({ url }) => url.startsWith(root));
    const owners = await Promise.all(ours.map(({ url }) => store.hooks.owner(id, url.slice(root.length))));
    const left = ours.filter((_, at) => owners[at] === undefined);
    const removed = [...doubles, ...left];
    for (const hook of removed) await removeHook(held, hook);
    return listed.length - removed.length;
  }

  #rootOf(system: SystemId): string {
    return `${this.#options.origin}/hooks/${system}/`;
  }

  async #note(
    organisation: string,
    system: SystemId,
    state: HookState,
    problem: Refusal | undefined,
  ): Promise<void> {
    const { store } = this.#options;
    await store.hooks.note(organisation, system, state, problem?.reason);
    await store.noteWebhook(organisation, system, state === 'disabled' || state === 'missing');
  }

  #tell(error: unknown): void {
    const { log } = this.#options;
    if (error instanceof Refusal)
      log.warn('a webhook could not be looked at', { problem: error.reason?.code });
    else
      log.error('a webhook could not be looked at', {
        error: error instanceof Error ? error.name : 'unknown',
      });
  }

  /** One thing at a time for each connection, in all gateways. @throws Refusal where another takes too long */
  #inTurn<T>(organisation: string, system: SystemId, work: () => Promise<T>): Promise<T> {
    const key = `${organisation} ${system}`;
    const alone = async () => {
      const done = await this.#options.leases.hold(`webhook of ${key}`, patienceMs, work);
      if (!done) throw refusal('under-way', {});
      return done.result;
    };
    const turn = (this.#turns.get(key) ?? Promise.resolve()).then(alone, alone);
    this.#turns.set(key, turn);
    const leave = () => {
      if (this.#turns.get(key) === turn) this.#turns.delete(key);
    };
    turn.then(leave, leave);
    return turn;
  }
}

function ask(
  held: Held,
  operation: string,
  request: { readonly path?: string; readonly body?: unknown } = {},
): Promise<unknown> {
  held.count();
  return askSystem(held.offered, held, { operation, withinMs, ...request });
}

async function list(held: Held): Promise<readonly ListedHook[]> {
  const { operation, read } = held.rows.list;
  return read(await ask(held, operation));
}

const removeHook = ({ rows, ...held }: Held, hook: ListedHook) =>
  ask({ rows, ...held }, rows.remove.operation, rows.remove.ask(hook));

const isRight = ({ isOn, events }: ListedHook, { rows }: Held) =>
  isOn && rows.events.every((event) => events.includes(event));

function judge(listed: readonly ListedHook[], { url, rows }: Held): HookState {
  const own = listed.filter((hook) => hook.url === url);
  const useful = own.filter(({ events }) => events.includes(rows.needs));
  if (useful.length === 0) return 'missing';
  return useful.some(({ isOn }) => isOn) ? 'working' : 'disabled';
}
