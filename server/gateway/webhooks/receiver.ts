import type { IncomingMessage, ServerResponse } from 'node:http';
import { hooksRoot } from '#contract/gateway/push.ts';
import type { Logger } from '../http/log.ts';
import { readBody } from '../http/read-body.ts';
import { Refusal } from '../http/refusal.ts';
import { dataHeaders, sendRefusal } from '../proxy/proxy-response.ts';
import type { HookSecrets } from './hook-secrets.ts';
import type { PushEvent, PushStore } from './push-store.ts';
import { type ReadDelivery, readDelivery } from './read-delivery.ts';

export interface ReceiverOptions {
  readonly secrets: HookSecrets;
  readonly store: PushStore;
  readonly publish: (event: PushEvent) => void;
  /** Told of requests whose sender knows the secret. */
  readonly trust: (request: IncomingMessage) => void;
  readonly log: Logger;
}

/** A report of many pages with pictures, in base64, fits. */
const maxBodyBytes = 24 * 1024 * 1024;
/** Bodies that are in memory at a time. */
const maxAtATime = 6;
/** A body must not take longer than this to arrive. */
const bodyWithinMs = 30_000;
const sweepEvery = 200;

/**
 * `POST /hooks/<secret>`: takes a delivery of Claritalk's. It is answered with 2xx once it is on the disk, and not
 * before; whoever does not know the secret learns nothing, not even that there is something.
 */
export function createReceiver({ secrets, store, publish, trust, log }: ReceiverOptions) {
  let bodies = 0;
  let taken = 0;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const secret = request.url?.slice(hooksRoot.length + 1) ?? '';
    if (!secrets.accepts(secret)) throw new Refusal(404, 'There is nothing here.');
    if (request.method !== 'POST') throw new Refusal(405, 'Only POST is taken here.', { allow: 'POST' });
    checkHead(request);
    if (bodies >= maxAtATime) throw new Refusal(503, 'Too much at a time.', { 'retry-after': '5' });
    bodies += 1;
    trust(request);
    try {
      const delivery = understand(
        await readBody(request, { maxBytes: maxBodyBytes, withinMs: bodyWithinMs }),
      );
      const { result, event } = store.receive(delivery);
      response.writeHead(200, { ...dataHeaders, 'content-type': 'application/json' });
      response.end(JSON.stringify({ received: true, result }));
      log.info('webhook', { event: delivery.event, result, bytes: delivery.bytes });
      if (event) publish(event);
      taken += 1;
      if (taken % sweepEvery === 0) store.sweep();
    } finally {
      bodies -= 1;
    }
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    receive(request, response).catch((error: unknown) => {
      if (!(error instanceof Refusal)) {
        log.error('a webhook could not be kept', { error: error instanceof Error ? error.name : 'unknown' });
      }
      const refusal =
        error instanceof Refusal ? error : new Refusal(500, 'The delivery could not be kept; send it again.');
      // What may still come of the body is not worth reading.
      sendRefusal(response, refusal, request.complete);
    });
  };
}

function checkHead({ headers }: IncomingMessage): void {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') {
    throw new Refusal(415, 'The body must be application/json.');
  }
  if (headers['content-encoding'] !== undefined) throw new Refusal(415, 'The body must not be compressed.');
  if (Number(headers['content-length'] ?? 0) > maxBodyBytes)
    throw new Refusal(413, `The body is larger than ${maxBodyBytes} bytes.`);
}

function understand(body: Buffer): ReadDelivery {
  try {
    return readDelivery(body);
  } catch {
    throw new Refusal(400, 'The body is no delivery of a webhook.');
  }
}
