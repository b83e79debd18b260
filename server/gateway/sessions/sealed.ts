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
  | 'publications';

/**
 * Encrypts what is stored on a disk or in a browser with AES-256-GCM; the key is derived from the session secret by
 * HKDF.
 */
export class Seal {
  readonly #key: Buffer;
  readonly #ivKey: Buffer;

  /** @param purpose of the key: what is sealed for one cannot be opened for another. */
  constructor(secret: string, purpose: SealPurpose = 'session tokens') {
    const keys = Buffer.from(hkdfSync('sha256', secret, '', `claritalk-dashboard ${purpose} v1`, 64));
    this.#key = keys.subarray(0, 32);
    this.#ivKey = keys.subarray(32);
  }

  /** @param context what the text belongs to; opening needs the same, so sealed values cannot be swapped. */
  close(text: string | Uint8Array, context: string): Buffer {
    return this.#close(text, context, randomBytes(ivBytes));
  }

  /** Like {@link close}, but the same text in the same context always gives the same. */
  closeAlike(text: string, context: string): Buffer {
    const mac = createHmac('sha256', this.#ivKey).update(JSON.stringify([context, text]));
    return this.#close(text, context, mac.digest().subarray(0, ivBytes));
  }

  /** Returns 256 bits that nobody can compute without the secret, the same for the same text. */
  derive(text: string): Buffer {
    return createHmac('sha256', this.#ivKey)
      .update(JSON.stringify(['derived', text]))
      .digest();
  }

  #close(text: string | Uint8Array, context: string, iv: Buffer): Buffer {
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(context));
    const plain = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
    return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  }

  /** Returns the text; undefined when it was changed, or sealed with another secret or context. */
  open(sealed: Uint8Array, context: string): string | undefined {
    return this.openBytes(sealed, context)?.toString('utf8');
  }

  /** Like {@link open}, for bytes. */
  openBytes(sealed: Uint8Array, context: string): Buffer | undefined {
    const bytes = Buffer.from(sealed);
    if (bytes.length < ivBytes + tagBytes) return undefined;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, ivBytes))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(-tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]);
    } catch {
      return undefined;
    }
  }
}
