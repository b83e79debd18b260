/** A request that the gateway answers itself instead of forwarding it. */
export class Refusal extends Error {
  readonly status: number;
  /** Further response headers, lower case. */
  readonly headers: Readonly<Record<string, string>>;

  /** @param message for a developer; never repeats what the client sent but for the name of a field. */
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}
