import { type DBSchema, openDB } from 'idb';
import { within } from '#src/lib/sleep.ts';

/** Of Chromium; elsewhere a file has to be chosen again after a reload. */
interface Permitted {
  queryPermission?(descriptor: { readonly mode: 'read' }): Promise<PermissionState>;
  requestPermission?(descriptor: { readonly mode: 'read' }): Promise<PermissionState>;
}
interface OpenPicker {
  showOpenFilePicker?(options: {
    readonly types: readonly { readonly accept: Readonly<Record<string, readonly string[]>> }[];
  }): Promise<readonly FileSystemFileHandle[]>;
}
declare global {
  interface FileSystemHandle extends Permitted {}
  interface Window extends OpenPicker {}
}

/** Its records are the files that someone has chosen: they go with that person (src/app/session/forget-person.ts). */
interface Chosen extends DBSchema {
  handles: { key: string; value: FileSystemFileHandle };
}
const name = 'claritalk-publishing';
const patienceMs = 5_000;

/** A file, and what the browser finds it by after a reload. */
export interface PickedFile {
  readonly file: File;
  readonly handle: FileSystemFileHandle;
}

/** Whether {@link pickFile} can be used here. */
export const canPick = (): boolean => window.showOpenFilePicker !== undefined;

/** Lets a person choose a file; undefined where they do not. @param endings with their points */
export async function pickFile(endings: readonly string[]): Promise<PickedFile | undefined> {
  try {
    const [handle] =
      (await window.showOpenFilePicker?.({ types: [{ accept: { 'audio/*': endings } }] })) ?? [];
    return handle && { handle, file: await handle.getFile() };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    throw error;
  }
}

/** What a kept file needs before it can be read. */
export type Access = 'granted' | 'prompt' | 'none';

/** The file that was chosen for a publication, as far as it can be read without asking anyone. */
export async function keptFile(
  publication: string,
): Promise<{ readonly access: Access; readonly file?: File }> {
  return readable(publication, (handle) => handle.queryPermission?.({ mode: 'read' }));
}

/** The same, asking the person where that is needed. Only a press may do this. */
export async function requestedFile(publication: string): Promise<File | undefined> {
  return (await readable(publication, (handle) => handle.requestPermission?.({ mode: 'read' }))).file;
}

async function readable(
  publication: string,
  ask: (handle: FileSystemFileHandle) => Promise<PermissionState> | undefined,
): Promise<{ readonly access: Access; readonly file?: File }> {
  try {
    const handle = await withHandles((database) => database.get('handles', publication));
    if (!handle) return { access: 'none' };
    const state = await ask(handle);
    if (state === 'prompt') return { access: 'prompt' };
    // It may have been moved.
    return state === 'granted' ? { access: 'granted', file: await handle.getFile() } : { access: 'none' };
  } catch {
    return { access: 'none' };
  }
}

/** Undefined forgets it. Where nothing can be kept, the file is chosen again. */
export async function keepHandle(
  publication: string,
  handle: FileSystemFileHandle | undefined,
): Promise<void> {
  await withHandles(async (database) => {
    if (handle) await database.put('handles', handle, publication);
    else await database.delete('handles', publication);
  }).catch(() => undefined);
}

/** Forgets all of them. */
export async function forgetHandles(): Promise<void> {
  const deleted = new Promise<void>((resolve) => {
    const deletion = indexedDB.deleteDatabase(name);
    deletion.onsuccess = () => resolve();
    deletion.onerror = () => resolve();
  });
  await within(deleted, patienceMs).catch(() => undefined);
}

const open = () =>
  openDB<Chosen>(name, 1, {
    upgrade: (database) => {
      database.createObjectStore('handles');
    },
  });

async function withHandles<T>(work: (database: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
  const database = await open();
  try {
    return await work(database);
  } finally {
    database.close();
  }
}
