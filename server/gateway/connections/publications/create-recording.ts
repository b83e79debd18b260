import { setTimeout as pause } from 'node:timers/promises';
import type * as v from 'valibot';
import type { NewPublication } from '#contract/claap/publications.ts';
import {
  createRecording,
  deleteRecording,
  getRecording,
  listRecordings,
} from '#contract/claap/recordings.ts';
import { fillPath } from '#contract/match.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import { keepAddresses } from '../addresses.ts';
import { fieldAt } from '../fields.ts';
import type { Entry } from '../ledger.ts';
import { writeNoted } from '../write-noted.ts';
import type { Publication } from './publication-store.ts';
import { askOf, type Publishing } from './publishing.ts';

/** Clocks differ. */
const toleranceMs = 10_000;

type RecordingBody = v.InferOutput<typeof createRecording.body>;

/** What the system is told of a recording. */
export function requestOf(content: NewPublication, authorEmail: string): RecordingBody {
  const { title, channelId, startedAt, endedAt, participants, deal, transcript } = content;
  return {
    authorEmail,
    title,
    ...(channelId === undefined ? {} : { channelId }),
    meeting: {
      ...(startedAt === undefined ? {} : { startedAt }),
      ...(endedAt === undefined ? {} : { endedAt }),
      participants: [...participants],
    },
    ...(deal ? { deal } : {}),
    ...(transcript ? { transcript: { type: 'upload' } } : {}),
  };
}

/** A write of the gateway's own about a publication. @throws Refusal */
const write = (
  options: Publishing,
  { organisation, person, meeting, author }: Publication,
  key: string,
  row: ConnectedOperation,
  { path, body }: { readonly path: string; readonly body?: RecordingBody },
) =>
  writeNoted(options, {
    organisation,
    person,
    key,
    row,
    path,
    body,
    links: { about: { meetings: [{ id: meeting }] }, author: body ? author : undefined },
  });

const textAt = (value: unknown, path: string): string | null => {
  const found = fieldAt(value, path);
  return typeof found === 'string' && found !== '' ? found : null;
};

/**
 * Sees to it that there is a recording for a publication: creates it once, and looks for it where its creation is in
 * doubt. @throws Refusal
 */
export async function ensureRecording(
  options: Publishing,
  publication: Publication,
  signal: AbortSignal,
): Promise<Publication> {
  if (publication.recording !== null) return publication;
  const { publications, offered, ledger } = options;
  const { creation: key, author, content } = publication;
  if (!content) throw refusal('file-lost', {});
  const isDoubtful = async () => (await ledger.byKey({ ...publication, key }))?.state === 'unknown';
  if (!(await isDoubtful())) {
    try {
      const body = requestOf(content, author);
      const told = await write(options, publication, key, createRecording, {
        path: createRecording.path,
        body,
      });
      const recording = textAt(told, 'result.recording.id');
      if (recording === null) throw refusal('upstream-unreadable', { system: offered.system.name });
      return publications.made(publication, { recording, url: textAt(told, 'result.recording.url') });
    } catch (error) {
      if (!(await isDoubtful())) throw error;
    }
  }
  return seek(options, publication, content, signal);
}

/** The publication with the recording that its creation made, where there is one; otherwise as it was. @throws Refusal */
export async function findCreated(
  options: Publishing,
  publication: Publication,
  content: NewPublication,
): Promise<Publication> {
  const { ledger, publications, offered, store } = options;
  const { organisation, creation: key } = publication;
  const entry = await ledger.byKey({ ...publication, key });
  const found = entry?.state === 'unknown' && (await find(options, publication, content, entry));
  if (!entry || !found) return publication;
  await ledger.settle(entry.id, 'done');
  await ledger.links.answered(entry.id, { made: found.id });
  await keepAddresses(store, offered, organisation, createRecording, { result: { recording: found } });
  return publications.made(publication, { recording: found.id, url: found.url ?? null });
}

/** Looks until the recording is found, or can no longer appear. @throws Refusal */
async function seek(
  options: Publishing,
  publication: Publication,
  content: NewPublication,
  signal: AbortSignal,
): Promise<Publication> {
  const { ledger, offered, pace } = options;
  const { creation: key } = publication;
  const doubt = refusal('may-be-done', { system: offered.system.name });
  const entry = await ledger.byKey({ ...publication, key });
  if (!entry) throw doubt;
  const untilMs = (entry.endedAt ?? entry.at) + pace.arrivesMs;
  for (;;) {
    const askedAt = Date.now();
    const found = await findCreated(options, publication, content).catch((error: unknown) => {
      if (error instanceof Refusal) throw doubt;
      throw error;
    });
    if (found.recording !== null) return found;
    if (askedAt >= untilMs) break;
    await pause(Math.min(pace.lookMs, Math.max(1, untilMs - askedAt)), undefined, { signal });
  }
  await ledger.settle(entry.id, 'not-sent');
  throw refusal('upstream-lost', { system: offered.system.name });
}

const sameTime = (one: string | undefined, other: string | null | undefined): boolean =>
  one === undefined || !other || Date.parse(one) === Date.parse(other);

/** The recording that the creation made, by everything that was said of it. @throws Refusal */
async function find(
  options: Publishing,
  { organisation, author }: Publication,
  { title, channelId, startedAt, endedAt }: NewPublication,
  { at }: Entry,
) {
  const { result } = await askOf(options, organisation)(listRecordings, {
    query: {
      recorderEmail: author,
      createdAfter: new Date(at - toleranceMs).toISOString(),
      sort: 'created_asc',
      limit: 100,
    },
  });
  for (const recording of result.recordings) {
    const { id, title: named, state, channel, meeting } = recording;
    const isAlike =
      named === title &&
      (state ?? 'Empty') === 'Empty' &&
      (channelId === undefined || (channel?.id ?? channelId) === channelId) &&
      sameTime(startedAt, meeting?.startedAt) &&
      sameTime(endedAt, meeting?.endedAt);
    if (isAlike && !(await options.publications.ofRecording(organisation, id))) return recording;
  }
  return undefined;
}

/** What the system does with the recording; undefined where it does not say. */
export async function stateAtSystem(
  options: Publishing,
  { organisation, recording }: Publication,
): Promise<string | undefined> {
  if (recording === null) return undefined;
  try {
    const { result } = await askOf(options, organisation)(getRecording, {
      params: { recordingId: recording },
    });
    // Not documented, but it may have the address that a lost response had.
    await keepAddresses(options.store, options.offered, organisation, createRecording, { result });
    return result.recording.state ?? undefined;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Removes a recording of a publication that was never filled. Returns whether the system says that it did. */
export async function removeEmpty(
  options: Publishing,
  publication: Publication,
  key: string,
): Promise<boolean> {
  const { recording } = publication;
  if (recording === null) return true;
  const path = fillPath(deleteRecording.path, { recordingId: recording });
  try {
    await write(options, publication, key, deleteRecording, { path });
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return false;
  }
}
