import { randomUUID } from 'node:crypto';
import { listRecordings } from '#contract/claap/recordings.ts';
import { Refusal } from '../../http/refusal.ts';
import { findCreated, removeEmpty, stateAtSystem } from './create-recording.ts';
import type { Publication } from './publication-store.ts';
import type { Leftover } from './publication-tables.ts';
import { askOf, type Publishing } from './publishing.ts';

const recently = 100;

/**
 * Removes the empty recording of a publication that is given up. Returns what may have stayed at the system; undefined
 * where nothing did. It is not removed where it may have been filled. Never throws.
 */
export async function leaveNothing(
  options: Publishing,
  publication: Publication,
): Promise<Leftover | undefined> {
  try {
    return await leave(options, await withRecording(options, publication));
  } catch (error) {
    if (!(error instanceof Refusal)) {
      const { name } = error instanceof Error ? error : { name: 'unknown' };
      options.log.error('what a publication left could not be removed', { error: name });
    }
    return leftoverOf(publication);
  }
}

/** What would stay of a publication if nothing could be asked. */
export function leftoverOf({ recording, url }: Pick<Publication, 'recording' | 'url'>): Leftover {
  return recording === null ? { kind: 'doubtful', url: null } : { kind: 'empty', url };
}

/** Whether something of a publication may be at the system. */
export async function mayBeThere(
  { ledger }: Pick<Publishing, 'ledger'>,
  publication: Publication,
): Promise<boolean> {
  if (publication.recording !== null) return true;
  return (await ledger.byKey({ ...publication, key: publication.creation }))?.state === 'unknown';
}

/** The same publication with the recording that a creation in doubt has made. @throws Refusal */
async function withRecording(options: Publishing, publication: Publication): Promise<Publication> {
  if (publication.recording !== null) return publication;
  return publication.content ? await findCreated(options, publication, publication.content) : publication;
}

async function leave(options: Publishing, publication: Publication): Promise<Leftover | undefined> {
  const { recording, url, isAttempted } = publication;
  if (recording === null)
    return (await mayBeThere(options, publication)) ? leftoverOf(publication) : undefined;
  const state = await stateAtSystem(options, publication);
  if (state !== undefined && state !== 'Empty') return { kind: 'filled', url };
  // Where nobody says how it stands, it is empty only if nothing was ever sent to it.
  if (state === undefined && isAttempted && (await isListed(options, publication)) !== false) {
    return { kind: 'filled', url };
  }
  if (await removeEmpty(options, publication, randomUUID())) return undefined;
  return (await isListed(options, publication)) === false ? undefined : { kind: 'empty', url };
}

/** Whether the system has a recording among those of its author; undefined where it does not say. */
async function isListed(
  options: Publishing,
  { organisation, author, recording, at }: Publication,
): Promise<boolean | undefined> {
  const query = {
    recorderEmail: author,
    createdAfter: new Date(at).toISOString(),
    sort: 'created_asc' as const,
    limit: recently,
  };
  const listed = await askOf(options, organisation)(listRecordings, { query }).catch((error: unknown) => {
    if (error instanceof Refusal) return undefined;
    throw error;
  });
  const recordings = listed?.result.recordings;
  if (!recordings) return undefined;
  if (recordings.some(({ id }) => id === recording)) return true;
  // It may be among those that do not fit into a list.
  return recordings.length < recently ? false : undefined;
}
