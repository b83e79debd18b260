/**
 * A short fingerprint of a text, to recognise it again: 52 bits in base 36. Two FNV-1a hashes with different
 * offsets, so it is quick on a megabyte and needs no promise; it protects against nothing.
 */
export function fingerprint(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x9747b28c;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ code ^ (one >>> 16), 0x01000193);
  }
  return ((one >>> 0) * 0x100000 + (other >>> 12)).toString(36);
}

/**
 * Makes keys that may repeat unique: the second `a` becomes `a~2`. Returns a function to call once for each key, in
 * order.
 */
export function uniqueKeys(): (key: string) => string {
  const seen = new Map<string, number>();
  return (key) => {
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return times === 1 ? key : `${key}~${times}`;
  };
}
