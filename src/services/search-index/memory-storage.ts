import type { Sealed, Vault } from '../vault/vault.ts';
import type { IndexStorage } from './storage.ts';

/** Records in memory, sealed as they are in IndexedDB; gone with the worker unless `disk` is shared. */
export function memoryStorage(vault: Vault, disk = new Map<string, Sealed>()): IndexStorage {
  const open = async (id: string) => {
    const sealed = disk.get(id);
    return sealed && vault.open(id, sealed);
  };
  return {
    read: open,
    readMany: (ids) => Promise.all(ids.map(open)),
    async readAll(prefix) {
      const ids = [...disk.keys()].filter((id) => id.startsWith(prefix)).sort();
      const values = await Promise.all(ids.map(async (id) => ({ id, value: await open(id) })));
      return values.filter(({ value }) => value !== undefined);
    },
    async write(records) {
      for (const [id, value] of records) {
        if (value === undefined) disk.delete(id);
        else disk.set(id, await vault.seal(id, value));
      }
    },
    async clear() {
      disk.clear();
    },
    close() {},
  };
}
