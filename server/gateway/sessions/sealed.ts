import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;

type SealPurpose =
  | 'session tokens'
  | 'webhook deliveries'
  | 'sign-in cookies'
  | 'connection keys'
  | 'ledger entries'
  | 'media references'
  | 'shared files'
  | 'publications'
  | 'broadcasts'
  | 'results of actions'
  | 'retention'
  | 'consents'
  | 'notices';

/** Secrets, the newest first: it seals, and all of them open. */
export type Secrets = readonly [string, ...string[]];

/** What is derived from one secret. */
interface Keys {
  readonly key: Buffer;
  readonly ivKey: Buffer;
}

const derived = (secret: string, name: string, bytes: number) =>
  Buffer.from(hkdfSync('sha256', secret, '', `claritalk-dashboard ${name} v1`, bytes));

function keysOf(secret: string, purpose: SealPurpose): Keys {
  const keys = derived(secret, purpose, 64);
  return { key: keys.subarray(0, 32), ivKey: keys.subarray(32) };
}

/**
 * Encrypts what is stored on a disk or in a browser with AES-256-GCM; the keys are derived from the session secret by
 * HKDF. While a secret is being replaced there are several.
 */
export class Seal {
  readonly #secrets: Secrets;
  readonly #newest: Keys;
  /** The newest first. */
  readonly #all: readonly Keys[];

  /** @param purpose of the keys: what is sealed for one cannot be opened for another. */
  constructor(secrets: string | Secrets, purpose: SealPurpose = 'session tokens') {
    this.#secrets = typeof secrets === 'string' ? [secrets] : secrets;
    const [newest, ...older] = this.#secrets;
    this.#newest = keysOf(newest, purpose);
    this.#all = [this.#newest, ...older.map((secret) => keysOf(secret, purpose))];
  }

  /** Whether there are older secrets, with which something may still be sealed. */
  get isRotating(): boolean {
    return this.#all.length > 1;
  }

  /** Names all the secrets, and betrays nothing of them. */
  get id(): string {
    const nameOf = ({ ivKey }: Keys) =>
      createHmac('sha256', ivKey).update('id').digest().subarray(0, 8).toString('hex');
    return this.#all.map(nameOf).join(' ');
  }

  /** Returns a salt of 256 bits for each secret, the newest first. */
  salts(name: 'index salt'): readonly [Buffer, ...Buffer[]] {
    const [newest, ...older] = this.#secrets;
    return [derived(newest, name, 32), ...older.map((secret) => derived(secret, name, 32))];
  }

  /** @param context what the text belongs to; opening needs the same, so sealed values cannot be swapped. */
  close(text: string | Uint8Array, context: string): Buffer {
    return this.#close(text, context, randomBytes(ivBytes));
  }

  /** Like {@link close}, but the same text in the same context always gives the same. */
  closeAlike(text: string, context: string): Buffer {
    const mac = createHmac('sha256', this.#newest.ivKey).update(JSON.stringify([context, text]));
    return this.#close(text, context, mac.digest().subarray(0, ivBytes));
  }

  /** Returns 256 bits that nobody can compute without the secret, the same for the same text; of older secrets too. */
  derive(text: string): readonly [Buffer, ...Buffer[]] {
    const of = ({ ivKey }: Keys) =>
      createHmac('sha256', ivKey)
        .update(JSON.stringify(['derived', text]))
        .digest();
    return [of(this.#newest), ...this.#all.slice(1).map(of)];
  }

  #close(text: string | Uint8Array, context: string, iv: Buffer): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.#newest.key, iv).setAAD(Buffer.from(context));
    const plain = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
    return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  /** Returns the text; undefined when it was changed, or sealed with another secret or context. */
  open(sealed: Uint8Array, context: string): string | undefined {
    return this.openBytes(sealed, context)?.toString('utf8');
  }

  /** Like {@link open}, for bytes. */
  openBytes(sealed: Uint8Array, context: string): Buffer | undefined {
    return this.openWith(sealed, context)?.bytes;
  }

  /** Like {@link openBytes}, and with which secret: 0 is the newest. */
  openWith(
    sealed: Uint8Array,
    context: string,
  ): { readonly bytes: Buffer; readonly secret: number } | undefined {
    for (const [secret, { key }] of this.#all.entries()) {
      const bytes = opened(key, sealed, context);
      if (bytes) return { bytes, secret };
    }
    return undefined;
  }
}

function opened(key: Buffer, sealed: Uint8Array, context: string): Buffer | undefined {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < ivBytes + tagBytes) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes))
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
  } catch {
    return undefined;
  }
}
