const timeoutMs = 5000;
const loopbackHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
/** Longest answer that is read. */
const maxAnswer = 64 * 1024;

/** Whether webhooks may go to an address: one of this machine, or of a host that was allowed by name. */
export const mayBeTold = (url: URL, allowedHosts: readonly string[]): boolean =>
  /^https?:$/.test(url.protocol) && [...loopbackHosts, ...allowedHosts].includes(url.hostname);

export interface Delivered {
  /** The status, or the name of what went wrong. */
  readonly outcome: string;
  /** Whether it was answered with 2xx. */
  readonly taken: boolean;
  readonly text: string;
}

/** Posts a delivery once. Redirects are not followed. */
export async function postHook(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<Delivered> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { outcome: String(response.status), taken: response.ok, text: await beginningOf(response) };
  } catch (error) {
    return { outcome: error instanceof Error ? error.name : 'failed', taken: false, text: '' };
  }
}

async function beginningOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const part of response.body ?? []) {
    text += decoder.decode(part, { stream: true });
    if (text.length > maxAnswer) break;
  }
  return text;
}
