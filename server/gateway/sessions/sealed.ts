import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;

type SealPurpose =
  | 'session tokens'
  | 'webhook deliveries'
  | 'sign-in cookies'
  | 'connection keys'
  | 'ledger entries';

/**
 * Encrypts what is stored on a disk or in a browser with AES-256-GCM; the key is derived from the session secret by
 * HKDF.
 */
export class Seal {
  readonly #key: Buffer;

  /** @param purpose of the key: what is sealed for one cannot be opened for another. */
  constructor(secret: string, purpose: SealPurpose = 'session tokens') {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', `claritalk-dashboard ${purpose} v1`, 32));
  }

  /** @param context what the text belongs to; opening needs the same, so sealed values cannot be swapped. */
  close(text: string | Uint8Array, context: string): Buffer {
    const iv = randomBytes(ivBytes);
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
