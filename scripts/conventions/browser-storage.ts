import { type Convention, isPage, type Offence, walk } from './convention.ts';

/** Where browser storage is used, and why there. */
const mayUse: Readonly<Record<string, readonly string[]>> = {
  // The registry of what is kept per person: src/lib/storage/kept-keys.ts.
  localStorage: [
    'src/lib/storage/kept.ts',
    // Only reads, before the registry has arrived.
    'src/head-start/head-start.ts',
  ],
  // The sign-in library wants a storage; its prefix is in the registry.
  sessionStorage: ['src/lib/storage/kept.ts', 'src/services/auth/oidc.ts'],
  // The encrypted index, the recordings, and which files are published. src/app/session/forget-person.ts takes care of them.
  indexedDB: [
    'src/services/search-index/delete-index.ts',
    'src/services/search-index/measure-index.ts',
    'src/features/recorder/engine/recorder-store.ts',
    'src/features/recorder/spool/forget-uploaded.ts',
    'src/services/device-recordings/device-recordings.ts',
    'src/services/publishing/file-handles.ts',
    // Evidence stays, sealed for its owner, until its time is over.
    'src/services/evidence/on-device.ts',
  ],
  openDB: [
    'src/services/evidence/clip-storage.ts',
    'src/services/publishing/file-handles.ts',
    'src/services/search-index/storage.ts',
    'src/services/search-index/measure-index.ts',
    'src/features/recorder/spool/spool-database.ts',
    // Reads what the recorder keeps.
    'src/services/device-recordings/device-recordings.ts',
    'src/features/recorder/spool/forget-uploaded.ts',
  ],
  caches: [],
  cookieStore: [],
  getDirectory: [],
};

/** What stays in a browser is listed in one place, so it can be removed when its person leaves. */
export const browserStorage: Convention = {
  name: 'what stays in the browser is in the registry of src/lib/storage/kept-keys.ts',
  applies: isPage,
  check: (program, _source, path) => {
    const offences: Offence[] = [];
    walk(program, (node, [parent]) => {
      if (node.type !== 'Identifier') return;
      const { name } = node;
      const isCookie =
        name === 'cookie' &&
        parent?.type === 'MemberExpression' &&
        parent.object.type === 'Identifier' &&
        parent.object.name === 'document';
      const allowed = Object.hasOwn(mayUse, name) ? mayUse[name] : isCookie ? [] : undefined;
      if (allowed === undefined || allowed.includes(path) || parent?.type === 'Property') return;
      // An import mentions it twice.
      if (parent?.type === 'ImportSpecifier' && parent.local !== node) return;
      offences.push({
        node,
        message: `${name}: keep it with src/lib/storage/kept.ts, or say in this rule who removes it`,
      });
    });
    return offences;
  },
  refused: [
    'localStorage.setItem("a", "b");',
    'window.sessionStorage.getItem("a");',
    'const { databases } = indexedDB;',
    "import { openDB } from 'idb';",
    'await caches.open("v1");',
    'await navigator.storage.getDirectory();',
    'document.cookie = "a=b";',
  ],
  accepted: [
    'kept.read("claritalk.language");',
    'const { cookie } = headers;',
    'const options = { caches: 1 };',
  ],
};
