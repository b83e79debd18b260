import { evidenceKeyPath } from '#contract/gateway/session.ts';
import { serverNow } from '#src/lib/clock.ts';
import { sha256Hex } from '#src/lib/hash/sha256.ts';
import { createListeners } from '#src/lib/store.ts';
import { TabChannel } from '#src/lib/tabs/tab-channel.ts';
import { session } from '#src/services/auth/session.ts';
import { fetchDeviceKey } from '../vault/device-key.ts';
import { Vault } from '../vault/vault.ts';
import { type Clip, type ClipFacts, type ClipTarget, inOrder, readFacts } from './clip-facts.ts';
import { type ClipStorage, clipStorage, type SealedClip, type SealedSound } from './clip-storage.ts';
import { hasClips } from './on-device.ts';

/** A piece of sound to keep. */
export interface NewClip {
  /** Keeping the same one again changes nothing. */
  readonly id: string;
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly facts: Omit<ClipFacts, 'sha256' | 'bytes'>;
  readonly sound: Uint8Array<ArrayBuffer>;
}

/** A clip that was removed, until the page is left. */
export type Removed = readonly [SealedClip, SealedSound];

interface EvidenceOptions {
  readonly storage: ClipStorage;
  /** The person's key. @throws when the gateway gives none; the signal's reason */
  readonly key: (signal: AbortSignal) => Promise<CryptoKey>;
  readonly channel: Pick<TabChannel<'changed'>, 'postMessage' | 'onmessage'>;
  readonly exists: () => Promise<boolean>;
}

/**
 * Pieces of sound that people keep for what the minutes say: on this device only, encrypted with a key that the gateway
 * gives to nobody else (docs/decisions/045-evidence.md), and gone when their time is over.
 */
export class Evidence {
  readonly #options: EvidenceOptions;
  readonly #listeners = createListeners();
  #opened:
    | { readonly owner: string; readonly vault: Promise<Vault>; readonly end: AbortController }
    | undefined;

  constructor(options: EvidenceOptions) {
    this.#options = options;
    options.channel.onmessage = () => this.#listeners.tell();
  }

  /** Hears of every change, in other tabs too. */
  readonly subscribe = this.#listeners.subscribe;

  /** Keeps a clip. Resolves when the disk has it. Waits for the gateway's key as long as it takes. @throws */
  async keep({ id, owner, until, facts, sound }: NewClip): Promise<void> {
    const { storage } = this.#options;
    if (await storage.get(id)) return;
    const vault = await this.#vault(owner);
    const whole: ClipFacts = { ...facts, bytes: sound.length, sha256: await sha256Hex(sound.buffer) };
    const clip = { id, owner, until, facts: await vault.seal(factsId(id), whole) };
    await storage.put(clip, { id, sound: await vault.sealBytes(soundId(id), sound) });
    this.#changed();
  }

  /** The person's clips of one recording, in its order. */
  async list(owner: string, recordingId: string): Promise<readonly Clip[]> {
    if (!(await this.#options.exists())) return [];
    const sealed = await this.#options.storage.listOf(owner);
    if (sealed.length === 0) return [];
    const now = serverNow();
    const opened = await Promise.all(sealed.map((clip) => this.#open(clip)));
    return inOrder(
      opened.flatMap((clip) => (clip && clip.recordingId === recordingId && clip.until > now ? [clip] : [])),
    );
  }

  /** A clip's sound as a file; undefined where it is gone or was changed. */
  async sound({ id, mediaType }: Pick<Clip, 'id' | 'mediaType'>, owner: string): Promise<Blob | undefined> {
    const kept = await this.#options.storage.sound(id);
    const bytes = kept && (await (await this.#vault(owner)).openBytes(soundId(id), kept.sound));
    return bytes && new Blob([bytes], { type: mediaType });
  }

  /** Says what a clip belongs to. */
  async attach(owner: string, id: string, target: ClipTarget | null): Promise<void> {
    const kept = await this.#options.storage.get(id);
    const clip = kept && (await this.#open(kept));
    if (!kept || !clip) return;
    const { id: _id, until: _until, ...facts } = clip;
    const vault = await this.#vault(owner);
    await this.#options.storage.put({ ...kept, facts: await vault.seal(factsId(id), { ...facts, target }) });
    this.#changed();
  }

  /** Removes a clip; returns it, so that it can be restored. */
  async remove(id: string): Promise<Removed | undefined> {
    const { storage } = this.#options;
    if (!(await this.#options.exists())) return undefined;
    const [clip, sound] = await Promise.all([storage.get(id), storage.sound(id)]);
    await storage.remove([id]);
    this.#changed();
    return clip && sound ? [clip, sound] : undefined;
  }

  async restore([clip, sound]: Removed): Promise<void> {
    await this.#options.storage.put(clip, sound);
    this.#changed();
  }

  /** Removes clips for good. */
  async removeAll(ids: readonly string[]): Promise<void> {
    if (!(await this.#options.exists())) return;
    await this.#options.storage.remove(ids);
    this.#changed();
  }

  /** Removes what has been kept long enough, whoever's it is. */
  async sweep(): Promise<void> {
    if (!(await this.#options.exists())) return;
    if ((await this.#options.storage.removeUntil(serverNow())) > 0) this.#changed();
  }

  /** Forgets the key: the person has left. */
  lock(): void {
    this.#opened?.end.abort(new Error('the person left'));
    this.#opened = undefined;
    this.#listeners.tell();
  }

  async #open({ id, owner, until, facts }: SealedClip): Promise<Clip | undefined> {
    const read = readFacts(await (await this.#vault(owner)).open(factsId(id), facts));
    return read && { ...read, id, until };
  }

  #vault(owner: string): Promise<Vault> {
    if (this.#opened?.owner === owner) return this.#opened.vault;
    this.#opened?.end.abort(new Error('someone else'));
    const end = new AbortController();
    const vault = this.#options.key(end.signal).then((key) => new Vault(key, owner, 'evidence v1'));
    const opened = { owner, vault, end };
    this.#opened = opened;
    vault.catch(() => {
      if (this.#opened === opened) this.#opened = undefined;
    });
    return vault;
  }

  #changed(): void {
    this.#options.channel.postMessage('changed');
    this.#listeners.tell();
  }
}

const factsId = (id: string) => `facts ${id}`;
const soundId = (id: string) => `sound ${id}`;

/** The evidence of this browser. */
export const evidence = new Evidence({
  storage: clipStorage(),
  key: (signal) => fetchDeviceKey(evidenceKeyPath, (refused) => session.accessToken(refused), signal),
  channel: new TabChannel('claritalk-evidence'),
  exists: hasClips,
});
session.subscribe(() => session.hasLeft() && evidence.lock());
