import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Sealed } from '../vault/vault.ts';
import { evidenceDatabaseName } from './on-device.ts';

/** What is stored of a clip in the clear: whose it is, and until when. */
export interface SealedClip {
  readonly id: string;
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly facts: Sealed;
}

/** Sound lies apart from the rest, so that a list of clips does not read it. */
export interface SealedSound {
  readonly id: string;
  readonly sound: Sealed;
}

interface Schema extends DBSchema {
  clips: { key: string; value: SealedClip; indexes: { owner: string; until: number } };
  sounds: { key: string; value: SealedSound };
}

/** Where clips are kept. */
export interface ClipStorage {
  listOf(owner: string): Promise<readonly SealedClip[]>;
  get(id: string): Promise<SealedClip | undefined>;
  sound(id: string): Promise<SealedSound | undefined>;
  /** Resolves when the disk has both. */
  put(clip: SealedClip, sound?: SealedSound): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  /** Removes those of anyone whose time is over. Returns how many. */
  removeUntil(now: number): Promise<number>;
}

const strict = { durability: 'strict' } as const;

/** Clips in IndexedDB. Nothing is opened, or made, before the first of these is called. */
export function clipStorage(): ClipStorage {
  let opening: Promise<IDBPDatabase<Schema>> | undefined;
  const forget = () => {
    opening = undefined;
  };
  const database = () => {
    opening ??= openDB<Schema>(evidenceDatabaseName, 1, {
      upgrade(created) {
        const clips = created.createObjectStore('clips', { keyPath: 'id' });
        clips.createIndex('owner', 'owner');
        clips.createIndex('until', 'until');
        created.createObjectStore('sounds', { keyPath: 'id' });
      },
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        forget();
      },
      terminated: forget,
    }).catch((error: unknown) => {
      forget();
      throw error;
    });
    return opening;
  };
  const write = async () => (await database()).transaction(['clips', 'sounds'], 'readwrite', strict);
  const remove = async (ids: readonly string[]) => {
    const tx = await write();
    await Promise.all([
      ...ids.flatMap((id) => [tx.objectStore('clips').delete(id), tx.objectStore('sounds').delete(id)]),
      tx.done,
    ]);
  };
  return {
    listOf: async (owner) => (await database()).getAllFromIndex('clips', 'owner', owner),
    get: async (id) => (await database()).get('clips', id),
    sound: async (id) => (await database()).get('sounds', id),
    async put(clip, sound) {
      const tx = await write();
      await Promise.all([
        tx.objectStore('clips').put(clip),
        sound && tx.objectStore('sounds').put(sound),
        tx.done,
      ]);
    },
    remove,
    async removeUntil(now) {
      const over = await (await database()).getAllKeysFromIndex(
        'clips',
        'until',
        IDBKeyRange.upperBound(now),
      );
      if (over.length > 0) await remove(over);
      return over.length;
    },
  };
}
