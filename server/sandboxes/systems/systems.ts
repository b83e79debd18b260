import type { Context } from 'hono';
import { notFound } from '../lib/errors.ts';
import type { NodeTypes } from '../lib/node-types.ts';
import type { RunningSystem, Surroundings, SystemSandbox } from '../lib/system-sandbox.ts';

/** The connected systems. Their code is read when it is needed first: most of a start is reading code. */
const sandboxes: Readonly<Record<string, () => Promise<SystemSandbox>>> = {
  chat2desk: async () => (await import('../chat2desk/chat2desk.ts')).chat2desk,
  claap: async () => (await import('../claap/claap.ts')).claap,
  courier: async () => (await import('../courier/courier.ts')).courier,
};

/** The connected systems below `/systems`, each of them opened by its first request. */
export class Systems {
  readonly #surroundings: Surroundings;
  readonly #running = new Map<string, Promise<RunningSystem>>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** @throws ApiError 404 when there is no such system. */
  async answer(context: Context<NodeTypes>): Promise<Response> {
    const [path = ''] = (context.env.incoming.url ?? '').split('?');
    const [, , id = '', ...rest] = path.split('/');
    return (await this.#system(id)).answer(context, `/${rest.join('/')}`);
  }

  async happen(id: string, event: unknown): Promise<unknown> {
    return (await this.#system(id)).happen(event);
  }

  /** What the fault switch calls the operations of a system: `chat2desk.listClients`. */
  async operations(): Promise<readonly string[]> {
    const all = await Promise.all(Object.values(sandboxes).map((load) => load()));
    return all.flatMap(({ id, operations }) => operations.map((name) => `${id}.${name}`));
  }

  /** Switches that change while the sandbox runs. */
  change({
    simulated,
    callSound,
  }: {
    simulated?: boolean | undefined;
    callSound?: boolean | undefined;
  }): void {
    const { settings } = this.#surroundings;
    if (simulated !== undefined) settings.simulated = simulated;
    if (callSound !== undefined) settings.callSound = callSound;
  }

  async resetLimits(): Promise<void> {
    for (const system of this.#running.values()) (await system).resetLimits();
  }

  async close(): Promise<void> {
    const ended = await Promise.allSettled(this.#running.values());
    await Promise.all(
      ended.map((system) => (system.status === 'fulfilled' ? system.value.close() : undefined)),
    );
  }

  #system(id: string): Promise<RunningSystem> {
    const load = Object.hasOwn(sandboxes, id) ? sandboxes[id] : undefined;
    if (!load) throw notFound('There is no such system.');
    const system = this.#running.get(id) ?? load().then((sandbox) => sandbox.open(this.#surroundings));
    this.#running.set(id, system);
    return system;
  }
}
