import { describe, expect, it } from 'vitest';
import { importKey, Vault } from './vault.ts';

const key = (byte = 7) => importKey(new Uint8Array(32).fill(byte));
const value = { words: 'Der Jahresabschluß, naïve façade 🧾', list: [1, null, { deep: true }] };

describe('Vault', () => {
  it('opens what it sealed, with the same key later too', async () => {
    const sealed = await new Vault(await key(), 'ada').seal('texts:1', value);
    expect(await new Vault(await key(), 'ada').open('texts:1', sealed)).toEqual(value);
  });

  it('cannot be opened by anyone else: another key, user or id', async () => {
    const sealed = await new Vault(await key(), 'ada').seal('texts:1', value);
    expect(await new Vault(await key(8), 'ada').open('texts:1', sealed)).toBeUndefined();
    expect(await new Vault(await key(), 'owen').open('texts:1', sealed)).toBeUndefined();
    expect(await new Vault(await key(), 'ada').open('texts:2', sealed)).toBeUndefined();
  });

  it('notices every changed byte, and truncation', async () => {
    const vault = new Vault(await key(), 'ada');
    const sealed = await vault.seal('head', { walk: 1 });
    for (let at = 0; at < sealed.data.byteLength; at += 1) {
      const data = sealed.data.slice();
      new Uint8Array(data)[at]! ^= 1;
      expect(await vault.open('head', { ...sealed, data })).toBeUndefined();
    }
    const iv = sealed.iv.slice();
    iv[0]! ^= 1;
    expect(await vault.open('head', { ...sealed, iv })).toBeUndefined();
    expect(await vault.open('head', { ...sealed, data: sealed.data.slice(1) })).toBeUndefined();
    expect(await vault.open('head', { ...sealed, data: new ArrayBuffer(0) })).toBeUndefined();
  });

  it('uses an IV once, and shows nothing of the words', async () => {
    const vault = new Vault(await key(), 'ada');
    const sealed = await Promise.all(new Array(50).fill(0).map(() => vault.seal('head', value)));
    expect(new Set(sealed.map(({ iv }) => Buffer.from(iv).toString('hex'))).size).toBe(50);
    for (const { data } of sealed) expect(Buffer.from(data).toString('latin1')).not.toMatch(/words|fa.?ade/);
  });

  it('keeps a key that cannot be read out, and wipes the bytes it came from', async () => {
    const raw = new Uint8Array(32).fill(9);
    const made = await importKey(raw);
    expect(made.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', made)).rejects.toThrow();
    expect(raw.every((byte) => byte === 0)).toBe(true);
  });
});
