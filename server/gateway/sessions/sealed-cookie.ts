import { HostCookie } from '../http/cookies.ts';
import type { Seal } from './sealed.ts';

export interface SealedCookieOptions {
  readonly publicUrl: string;
  readonly name: string;
  readonly maxAgeSeconds: number;
  readonly seal: Seal;
  /** Clock in ms since the epoch. */
  readonly now: () => number;
}

/** A cookie whose content only the gateway can read and create. None of it is stored here. */
export class SealedCookie {
  readonly #options: SealedCookieOptions;
  readonly #cookie: HostCookie;

  constructor(options: SealedCookieOptions) {
    const { publicUrl, name, maxAgeSeconds } = options;
    this.#options = options;
    this.#cookie = new HostCookie(publicUrl, name, maxAgeSeconds, /^[A-Za-z0-9_-]{1,400}$/);
  }

  /** Returns the `Set-Cookie` with this content. */
  issue(content: string): string {
    const { seal, name, maxAgeSeconds, now } = this.#options;
    const until = now() + maxAgeSeconds * 1000;
    return this.#cookie.issue(seal.close(`${until} ${content}`, name).toString('base64url'));
  }

  /** Returns the content in a `Cookie` header, if this gateway created it and it has not expired. */
  read(header: string | undefined): string | undefined {
    const { seal, name, now } = this.#options;
    const value = this.#cookie.read(header);
    const text = value === undefined ? undefined : seal.open(Buffer.from(value, 'base64url'), name);
    if (text === undefined) return undefined;
    const end = text.indexOf(' ');
    return Number(text.slice(0, end)) > now() ? text.slice(end + 1) : undefined;
  }
}
