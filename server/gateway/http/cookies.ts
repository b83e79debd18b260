/** A session id: 256 random bits as base64url. */
export const sessionIdPattern = /^[A-Za-z0-9_-]{43}$/;

/** Returns a `Cookie` header's values for a name, in order. Takes linear time whatever the header is. */
export const cookieValues = (header: string | undefined, name: string): string[] =>
  (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));

/** A cookie that only the gateway reads: no script and no other site gets it. `__Host-` and Secure need https. */
export class HostCookie {
  readonly #secure: boolean;
  readonly #maxAgeSeconds: number;
  readonly #pattern: RegExp;
  readonly name: string;

  /** @param pattern of every value that is issued. */
  constructor(publicUrl: string, name: string, maxAgeSeconds: number, pattern: RegExp) {
    this.#secure = publicUrl.startsWith('https:');
    this.#maxAgeSeconds = maxAgeSeconds;
    this.#pattern = pattern;
    this.name = this.#secure ? `__Host-${name}` : name;
  }

  /**
   * Returns the value in a `Cookie` header; undefined when absent, malformed or present twice (someone planted one).
   */
  read(header: string | undefined): string | undefined {
    const values = cookieValues(header, this.name);
    const [value] = values;
    return values.length === 1 && value !== undefined && this.#pattern.test(value) ? value : undefined;
  }

  /** Returns the `Set-Cookie` that gives the browser the value. */
  issue(value: string): string {
    return this.#format(value, this.#maxAgeSeconds);
  }

  /** Returns the `Set-Cookie` that removes it. */
  clear(): string {
    return this.#format('', 0);
  }

  #format(value: string, maxAgeSeconds: number): string {
    const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}`;
    return `${this.name}=${value}; ${attributes}${this.#secure ? '; Secure' : ''}`;
  }
}

/** The cookie with the session's id. */
export class SessionCookie extends HostCookie {
  constructor(publicUrl: string, sessionDays: number) {
    super(publicUrl, 'session', sessionDays * 24 * 60 * 60, sessionIdPattern);
  }
}
