/** A session id: 256 random bits as base64url. */
export const sessionIdPattern = /^[A-Za-z0-9_-]{43}$/;

/** The values that a `Cookie` header has under a name, in their order. Takes linear time whatever the header is. */
export const cookieValues = (header: string | undefined, name: string): string[] =>
  (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));

/** A cookie that only the gateway reads: no script and no other site has it. `__Host-` and Secure need https. */
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

  /** The value in a `Cookie` header; undefined when absent, malformed or there twice (someone planted one). */
  read(header: string | undefined): string | undefined {
    const values = cookieValues(header, this.name);
    const [value] = values;
    return values.length === 1 && value !== undefined && this.#pattern.test(value) ? value : undefined;
  }

  /** `Set-Cookie` that hands the value to the browser. */
  issue(value: string): string {
    return this.#format(value, this.#maxAgeSeconds);
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

/** The cookie with the session's id. */
export class SessionCookie extends HostCookie {
  constructor(publicUrl: string, sessionDays: number) {
    super(publicUrl, 'session', sessionDays * 24 * 60 * 60, sessionIdPattern);
  }
}
