import { uploadPayload } from '#contract/claap/recordings.ts';
import { mayBeTold } from '../../lib/post-hook.ts';
import { received } from '../processing.ts';
import type { Services } from '../services.ts';
import { keepPayload } from './keep-payload.ts';

const withinMs = 5 * 60_000;

async function load(services: Services, id: string, url: URL): Promise<void> {
  // Nothing of the sandbox leaves this machine unless its host is allowed by name.
  if (!mayBeTold(url, services.hosts)) throw new Error('not a host of this machine');
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(withinMs) });
  if (!response.ok) throw new Error(`answered with ${response.status}`);
  const mediaType = response.headers.get('content-type') ?? 'application/octet-stream';
  await keepPayload(services, id, { body: response.body, mediaType, most: uploadPayload.maxBodyBytes });
  received(services, id);
}

/** Fetches the payload of a recording by itself; without it the recording has failed. */
export function fetchPayload(services: Services, id: string, url: string): void {
  load(services, id, new URL(url)).catch(() => services.recordings.setState(id, 'Failed'));
}
