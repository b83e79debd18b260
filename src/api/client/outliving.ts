import type { Transport } from './client.ts';

/** Sends a request that its page need not wait for: it arrives after the page has gone, too. */
export const outliving: Transport = (url, init) => fetch(url, { ...init, keepalive: true });
