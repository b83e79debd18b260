import type { Random } from '../../lib/random.ts';
import type { Entity, Fields, Store } from '../store/store.ts';
import { timeAfter } from '../world.ts';

export const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;

/** Adds what there is from the start: with times, and ids that are the same everywhere. */
export class Seeding {
  readonly random: Random;
  readonly #store: Store;
  readonly #now: number;

  constructor(store: Store, random: Random, now: number) {
    this.#store = store;
    this.random = random;
    this.#now = now;
  }

  /** A time so long before the start. */
  ago(ms: number): string {
    return timeAfter(-ms, this.#now);
  }

  /** `age`: how long it has been there, ms. */
  add(type: string, fields: Fields, age = 200 * dayMs): Entity {
    const at = this.ago(age);
    const times = { 'created-at': at, 'created-time': at, 'last-modified-at': at, 'last-modified-time': at };
    return this.#store.add(type, { ...times, ...fields }, this.random.uuid());
  }

  get store(): Store {
    return this.#store;
  }
}

/** Someone with their user. */
export interface Person {
  readonly individual: Entity;
  readonly user: Entity;
  readonly firstName: string;
  readonly locale: 'en' | 'nl' | 'fr' | 'de';
}

/** Who there is, for what comes after. */
export interface Cast {
  readonly organizations: readonly Entity[];
  readonly groups: readonly Entity[];
  readonly staff: readonly Person[];
  readonly clients: readonly Person[];
}
