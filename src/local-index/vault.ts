/** A record as it lies on the disk. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/** 96 bits, as GCM wants it; random, because 2^32 records with one key are far away. */
const ivBytes = 12;

/** Makes a key that no script can read out again, from 32 raw bytes, which are wiped. */
export async function importKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  raw.fill(0);
  return key;
}

/**
 * Encrypts records with AES-256-GCM, each with an IV of its own. The record's id and the user are authenticated
 * with it: a record that was changed, moved to another id or written for somebody else does not open.
 */
export class Vault {
  readonly #key: CryptoKey;
  readonly #userUuid: string;

  constructor(key: CryptoKey, userUuid: string) {
    this.#key = key;
    this.#userUuid = userUuid;
  }

  /** Seals any value that JSON can write. */
  async seal(id: string, value: unknown): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
    const packed = await piped(
      new TextEncoder().encode(JSON.stringify(value)),
      new CompressionStream('gzip'),
    );
    return { iv, data: await crypto.subtle.encrypt(this.#parameters(id, iv), this.#key, packed) };
  }

  /** The value; undefined when the record is not for this id, user and key, or was changed. */
  async open(id: string, sealed: Sealed): Promise<unknown> {
    try {
      const packed = await crypto.subtle.decrypt(this.#parameters(id, sealed.iv), this.#key, sealed.data);
      const plain = await piped(packed, new DecompressionStream('gzip'));
      return JSON.parse(new TextDecoder().decode(plain));
    } catch {
      return undefined;
    }
  }

  #parameters(id: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
    const additionalData = new TextEncoder().encode(JSON.stringify(['index v1', this.#userUuid, id]));
    return { name: 'AES-GCM', iv, additionalData };
  }
}

const piped = (bytes: BufferSource, through: CompressionStream | DecompressionStream): Promise<ArrayBuffer> =>
  new Response(new Blob([bytes]).stream().pipeThrough(through)).arrayBuffer();
