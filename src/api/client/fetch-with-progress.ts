import type { TransportInit } from './client.ts';

/**
 * `fetch` for uploads that report how far they are, which fetch itself cannot. Takes the parts of RequestInit that
 * the API client uses (method, headers as a record, body, signal) and rejects as fetch does: with the signal's
 * reason when aborted, TypeError when the connection fails.
 *
 * @param onProgress told the bytes of the body that have been handed to the network, framing included.
 */
export function fetchWithProgress(onProgress: (sentBytes: number) => void) {
  return (url: string, init: TransportInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const { signal } = init;
      const abort = () => request.abort();
      const settle = (finish: () => void) => {
        signal?.removeEventListener('abort', abort);
        finish();
      };
      request.open(init.method ?? 'POST', url);
      request.responseType = 'text';
      for (const [name, value] of new Headers(init.headers)) request.setRequestHeader(name, value);
      request.upload.onprogress = (event) => onProgress(event.loaded);
      request.onload = () => settle(() => resolve(responseOf(request)));
      request.onerror = () => settle(() => reject(new TypeError('the connection failed')));
      request.onabort = () => settle(() => reject(signal?.reason));
      if (signal?.aborted) return reject(signal.reason);
      signal?.addEventListener('abort', abort, { once: true });
      request.send(init.body);
    });
}

function responseOf(request: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const line of request.getAllResponseHeaders().trim().split('\r\n')) {
    const at = line.indexOf(':');
    if (at > 0) headers.append(line.slice(0, at), line.slice(at + 1).trim());
  }
  // These statuses may not have a body at all, not even an empty one.
  const body = [204, 205, 304].includes(request.status) ? null : request.responseText;
  return new Response(body, { status: request.status, headers });
}
