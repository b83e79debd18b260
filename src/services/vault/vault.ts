/** A record as it is stored. */
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
 * with it: a record that was changed, moved to another id or written for someone else does not open.
 */
export class Vault {
  readonly #key: CryptoKey;
  readonly #userUuid: string;
  readonly #purpose: string;

  /** `purpose`: what the records are for; authenticated with them, too. */
  constructor(key: CryptoKey, userUuid: string, purpose = 'index v1') {
    this.#key = key;
    this.#userUuid = userUuid;
    this.#purpose = purpose;
  }

  /** Seals any value that JSON can write. */
  async seal(id: string, value: unknown): Promise<Sealed> {
    return this.sealBytes(id, await pack(new TextEncoder().encode(JSON.stringify(value))));
  }

  /** Seals bytes as they are. */
  async sealBytes(id: string, bytes: BufferSource): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
    return { iv, data: await crypto.subtle.encrypt(this.#parameters(id, iv), this.#key, bytes) };
  }

  /** The value; undefined when the record is not for this id, user and key, or was changed. */
  async open(id: string, sealed: Sealed): Promise<unknown> {
    try {
      const packed = await this.openBytes(id, sealed);
      return packed && JSON.parse(new TextDecoder().decode(await unpack(packed)));
    } catch {
      return undefined;
    }
  }

  /** The bytes; undefined as with `open`. */
  async openBytes(id: string, sealed: Sealed): Promise<ArrayBuffer | undefined> {
    try {
      return await crypto.subtle.decrypt(this.#parameters(id, sealed.iv), this.#key, sealed.data);
    } catch {
      return undefined;
    }
  }

  #parameters(id: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
    const additionalData = new TextEncoder().encode(JSON.stringify([this.#purpose, this.#userUuid, id]));
    return { name: 'AES-GCM', iv, additionalData };
  }
}

/** Smaller records stay as they are: setting up a stream takes longer than reading them. */
const packFromBytes = 16_384;
/** First byte of a packed record. */
const plainly = 0;
const gzipped = 1;

async function pack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const isLarge = bytes.byteLength >= packFromBytes;
  const body = isLarge ? new Uint8Array(await piped(bytes, new CompressionStream('gzip'))) : bytes;
  const packed = new Uint8Array(body.byteLength + 1);
  packed[0] = isLarge ? gzipped : plainly;
  packed.set(body, 1);
  return packed;
}

async function unpack(packed: ArrayBuffer): Promise<BufferSource> {
  const body = new Uint8Array(packed, 1);
  return new Uint8Array(packed)[0] === gzipped ? piped(body, new DecompressionStream('gzip')) : body;
}

const piped = (bytes: BufferSource, through: CompressionStream | DecompressionStream): Promise<ArrayBuffer> =>
  new Response(new Blob([bytes]).stream().pipeThrough(through)).arrayBuffer();
