/** A session id: 256 random bits as base64url. */
export const sessionIdPattern = /^[A-Za-z0-9_-]{43}$/;

/** Name and attributes of the session cookie; `__Host-` and Secure need https. */
export class SessionCookie {
  readonly #secure: boolean;
  readonly #maxAgeSeconds: number;
  readonly name: string;

  constructor(publicUrl: string, sessionDays: number) {
    this.#secure = publicUrl.startsWith('https:');
    this.#maxAgeSeconds = sessionDays * 24 * 60 * 60;
    this.name = this.#secure ? '__Host-session' : 'session';
  }

  /** The id in a `Cookie` header; undefined when absent, malformed or there twice (somebody planted one). */
  read(header: string | undefined): string | undefined {
    const values = (header ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(`${this.name}=`))
      .map((pair) => pair.slice(this.name.length + 1));
    const [value] = values;
    return values.length === 1 && value !== undefined && sessionIdPattern.test(value) ? value : undefined;
  }

  /** `Set-Cookie` that hands the session to the browser. */
  issue(id: string): string {
    return this.#format(id, this.#maxAgeSeconds);
  }

  /** `Set-Cookie` that takes it away. */
  clear(): string {
    return this.#format('', 0);
  }

  #format(value: string, maxAgeSeconds: number): string {
    const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}`;
    return `${this.name}=${value}; ${attributes}${this.#secure ? '; Secure' : ''}`;
  }
}
