import { concat } from './ebml.ts';
import { Mp4Error, Mp4Scanner } from './mp4-boxes.ts';
import { fragmentOf, type Mp4Track, movedFragment, mp4TrackOf } from './mp4-fragment.ts';
import { JoinError, type RunFormat } from './run-format.ts';

const msPerSecond = 1000;

/**
 * Runs of MediaRecorder in fragmented MP4. The first one stays as it is; of later ones the fragments remain, renumbered
 * and shifted to follow what is there. A fragment comes out together with its data.
 */
export class Mp4Runs implements RunFormat {
  #scanner = new Mp4Scanner();
  #first = true;
  #track: Mp4Track | undefined;
  #described = false;
  #startTicks = 0;
  #endTicks = 0;
  #sequence = 0;
  #fragment: Uint8Array | undefined;
  /** End of the fragment whose data has not come yet. */
  #fragmentEndTicks = 0;

  get endMs(): number {
    return this.#track ? (this.#endTicks / this.#track.timescale) * msPerSecond : 0;
  }

  get heldBytes(): number {
    return this.#scanner.pendingBytes + (this.#fragment?.length ?? 0);
  }

  push(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    return concat(this.#scanner.push(bytes).flatMap(({ type, raw }) => this.#take(type, raw)));
  }

  nextRun(atMs: number): void {
    if (!this.#track) throw new JoinError('unreadable', 'there is nothing to follow');
    this.#first = false;
    this.#described = false;
    this.#startTicks = Math.max(Math.ceil((atMs / msPerSecond) * this.#track.timescale), this.#endTicks);
    this.#scanner = new Mp4Scanner();
    this.#fragment = undefined;
  }

  #take(type: string, raw: Uint8Array): Uint8Array[] {
    if (type === 'moov') this.#describe(mp4TrackOf(raw));
    if (type === 'moof') return this.#holdFragment(raw);
    if (type === 'mdat') return this.#completeFragment(raw);
    // Only the sound of a later run is used.
    return this.#first ? [raw] : [];
  }

  #describe(track: Mp4Track): void {
    if (!this.#first && track.signature !== this.#track?.signature) {
      throw new JoinError('different', 'another codec, number of channels or sample rate');
    }
    this.#track ??= track;
    this.#described = true;
  }

  #holdFragment(moof: Uint8Array): Uint8Array[] {
    if (!this.#track || !this.#described) throw new Mp4Error('a fragment before its track');
    if (this.#fragment) throw new Mp4Error('a fragment without data');
    const { sequence, startTicks, lengthTicks } = fragmentOf(moof, this.#track);
    if (this.#first) {
      this.#sequence = sequence;
      this.#fragment = moof.slice();
    } else {
      this.#sequence += 1;
      this.#fragment = movedFragment(moof, this.#sequence, this.#startTicks + startTicks);
    }
    this.#fragmentEndTicks = this.#startTicks + startTicks + lengthTicks;
    return [];
  }

  #completeFragment(data: Uint8Array): Uint8Array[] {
    const fragment = this.#fragment;
    if (!fragment) throw new Mp4Error('data without a fragment');
    this.#fragment = undefined;
    this.#endTicks = Math.max(this.#endTicks, this.#fragmentEndTicks);
    return [fragment, data];
  }
}
