/** A Storage in memory, whose keys can be listed as those of a browser's. */
export function fakeStorage(entries: Readonly<Record<string, string>> = {}): Storage {
  const methods: ThisType<Record<string, string>> & Storage = {
    get length() {
      return Object.keys(this).length;
    },
    key(index) {
      return Object.keys(this)[index] ?? null;
    },
    getItem(key) {
      return Object.hasOwn(this, key) ? (this[key] ?? null) : null;
    },
    setItem(key, value) {
      this[key] = String(value);
    },
    removeItem(key) {
      delete this[key];
    },
    clear() {
      for (const key of Object.keys(this)) delete this[key];
    },
  };
  return Object.assign(Object.create(methods) as Storage, entries);
}
