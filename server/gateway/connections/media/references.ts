import { mediaRoot } from '#contract/connected/media.ts';
import type { SystemId } from '#contract/system.ts';
import type { Seal } from '../../sessions/sealed.ts';

/** Who got an answer, of which system. */
export interface Viewer {
  readonly organisation: string;
  readonly system: SystemId;
  readonly person: string;
  /** Whether they got it as someone who sees what concerns them, and not because everyone may see everything. */
  readonly own: boolean;
}

/** A reference works for the rest of the period in which it was made, and the next. */
const periodMs = 12 * 60 * 60 * 1000;
const maxAddress = 2048;

const isWebAddress = (text: string) => /^https?:\/\//i.test(text) && URL.canParse(text);

const contextOf = ({ organisation, system, person, own }: Viewer) =>
  `${organisation} ${system} ${person}${own ? ' own' : ''}`;

/**
 * What pages get in place of the addresses of files in answers: the address, sealed for one person. Nobody learns from it
 * where the file is, and nobody else can fetch it. Within a period an address has one reference, so a page that asks again
 * does not load its pictures again.
 */
export class MediaReferences {
  readonly #seal: Seal;
  readonly #now: () => number;

  /** @param now clock in ms since the epoch. */
  constructor(seal: Seal, now: () => number = Date.now) {
    this.#seal = seal;
    this.#now = now;
  }

  /** Returns the path of a file at the gateway; what is not a web address as it is, and '' for one that is too long. */
  pathOf(viewer: Viewer, address: string): string {
    if (!isWebAddress(address)) return address;
    return address.length > maxAddress ? '' : this.referenceTo(viewer, address);
  }

  /** Returns the path of something else at the gateway, sealed for one person. */
  referenceTo(viewer: Viewer, text: string): string {
    const sealed = this.#seal.closeAlike(`${this.#period()} ${text}`, contextOf(viewer));
    return `${mediaRoot(viewer.system)}/${sealed.toString('base64url')}`;
  }

  /** Returns the address of a file, or what else a reference was made for; undefined when the reference is someone else's, too old, or not one of ours. */
  addressIn(viewer: Viewer, reference: string): string | undefined {
    const text = this.#seal.open(Buffer.from(reference, 'base64url'), contextOf(viewer));
    if (text === undefined) return undefined;
    const [period, ...address] = text.split(' ');
    const age = this.#period() - Number(period);
    return age === 0 || age === 1 ? address.join(' ') : undefined;
  }

  #period(): number {
    return Math.floor(this.#now() / periodMs);
  }
}
