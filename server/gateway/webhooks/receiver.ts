import type { IncomingMessage, ServerResponse } from 'node:http';
import { hooksRoot } from '#contract/gateway/push.ts';
import { StoreFailure } from '../../data/store-failure.ts';
import type { Logger } from '../http/log.ts';
import { readBody } from '../http/read-body.ts';
import { Refusal } from '../http/refusal.ts';
import type { Meter } from '../metrics/meter.ts';
import { dataHeaders, sendRefusal } from '../proxy/proxy-response.ts';
import type { PushStore } from './push-store.ts';
import type { ReadDelivery } from './read-delivery.ts';

/** Who an address belongs to, and how what comes there is read. */
export interface Sender {
  readonly maxBodyBytes: number;
  readonly places: Places;
  /** @throws Refusal for what is not the sender's; anything else when it is not a delivery. */
  read(request: IncomingMessage, body: Buffer): Promise<ReadDelivery>;
}

/** Bodies in memory at a time. */
export interface Places {
  readonly most: number;
  taken: number;
}

export interface ReceiverOptions {
  /** @param address what stands behind `/hooks/`. */
  readonly senderOf: (address: string) => Promise<Sender | undefined>;
  readonly store: PushStore;
  /** Told of requests whose sender knows the secret. */
  readonly trust: (request: IncomingMessage) => void;
  readonly log: Logger;
  readonly meter: Meter;
}

/** A body must not take longer than this to arrive. */
const bodyWithinMs = 30_000;
const sweepEvery = 200;

/**
 * `POST /hooks/…`: accepts deliveries. One gets a 2xx once it is on disk, and not before; anyone who does not
 * know the secret learns nothing, not even that something is here.
 */
export function createReceiver({ senderOf, store, trust, log, meter }: ReceiverOptions) {
  let taken = 0;

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sender = await senderOf(request.url?.slice(hooksRoot.length + 1) ?? '');
    if (!sender) throw new Refusal(404, 'There is nothing here.');
    if (request.method !== 'POST') throw new Refusal(405, 'Only POST is taken here.', { allow: 'POST' });
    const { places, maxBodyBytes } = sender;
    checkHead(request, maxBodyBytes);
    if (places.taken >= places.most) throw new Refusal(503, 'Too much at a time.', { 'retry-after': '5' });
    places.taken += 1;
    trust(request);
    try {
      const body = await readBody(request, { maxBytes: maxBodyBytes, withinMs: bodyWithinMs });
      const delivery = await understand(sender, request, body);
      const { result } = await store.receive(delivery);
      response.writeHead(200, { ...dataHeaders, 'content-type': 'application/json' });
      response.end(JSON.stringify({ received: true, result }));
      const system = delivery.origin && { system: delivery.origin.system };
      log.info('webhook', { ...system, event: delivery.event, result, bytes: delivery.bytes });
      meter.webhook(delivery.origin?.system ?? 'claritalk', result);
      taken += 1;
      if (taken % sweepEvery === 0) await store.sweep();
    } finally {
      places.taken -= 1;
    }
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    receive(request, response).catch((error: unknown) => {
      if (!(error instanceof Refusal)) {
        log.error('a webhook could not be kept', { error: error instanceof Error ? error.name : 'unknown' });
      }
      meter.webhook('unknown', error instanceof Refusal ? 'refused' : 'failed');
      const refusal =
        error instanceof Refusal ? error : new Refusal(500, 'The delivery could not be kept; send it again.');
      // The rest of the body is not worth reading. Who does not know the address is not told either how much was there.
      sendRefusal(response, refusal, request.complete && refusal.status !== 404);
    });
  };
}

function checkHead({ headers }: IncomingMessage, maxBodyBytes: number): void {
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') {
    throw new Refusal(415, 'The body must be application/json.');
  }
  if (headers['content-encoding'] !== undefined) throw new Refusal(415, 'The body must not be compressed.');
  if (Number(headers['content-length'] ?? 0) > maxBodyBytes)
    throw new Refusal(413, `The body is larger than ${maxBodyBytes} bytes.`);
}

async function understand(sender: Sender, request: IncomingMessage, body: Buffer): Promise<ReadDelivery> {
  try {
    return await sender.read(request, body);
  } catch (error) {
    if (error instanceof Refusal || error instanceof StoreFailure) throw error;
    throw new Refusal(400, 'The body is not a delivery of a webhook.');
  }
}
