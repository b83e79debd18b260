import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { NewPublication } from '#contract/claap/publications.ts';
import { uploadPayload, uploadTranscript } from '#contract/claap/recordings.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { isTimeout, readAnswer, wasNotSent } from '../../../upstreams/client.ts';
import { NotPublic } from '../../../upstreams/public-hosts.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import { elsewhereOf } from '../addresses.ts';
import { stateAtSystem } from './create-recording.ts';
import type { Publication } from './publication-store.ts';
import type { Publishing } from './publishing.ts';

/** One of the two uploads that fill a recording. */
interface Leg {
  readonly row: ConnectedOperation;
  readonly type: string;
  readonly length: number;
  /** Its bytes, from the beginning each time. */
  readonly open: () => string | Readable;
}

const errorBytes = 64 * 1024;

/**
 * Fills a recording: its transcript first, which is small, then the file. Either may be sent again: the same bytes go to
 * the same address, and before that the recording is asked whether it has them. @throws Refusal
 * @param onPiece told how many bytes of the file have left, from the beginning for each try.
 */
export async function fillRecording(
  options: Publishing,
  publication: Publication,
  content: NewPublication,
  { signal, onSent }: { readonly signal: AbortSignal; readonly onSent: (bytes: number) => void },
): Promise<void> {
  const { spool } = options;
  const { id, bytes, isAttempted } = publication;
  if (isAttempted && (await isFilled(options, publication))) return;
  const { transcript, mediaType } = content;
  if (transcript) {
    const text = JSON.stringify({ transcript });
    await send(options, publication, signal, {
      row: uploadTranscript,
      type: 'application/json',
      length: Buffer.byteLength(text),
      open: () => text,
    });
  }
  await options.publications.change(id, { isAttempted: true });
  await send(options, publication, signal, {
    row: uploadPayload,
    type: mediaType,
    length: bytes,
    open() {
      let sent = 0;
      onSent(0);
      return spool.read(id, bytes, (length) => {
        sent += length;
        onSent(sent);
      });
    },
  });
}

async function isFilled(options: Publishing, publication: Publication): Promise<boolean> {
  const state = await stateAtSystem(options, publication);
  return state !== undefined && state !== 'Empty';
}

/** Sends until it has arrived, or cannot. @throws Refusal */
async function send(
  options: Publishing,
  publication: Publication,
  signal: AbortSignal,
  leg: Leg,
): Promise<void> {
  const { pace, log, offered } = options;
  const { name: system } = offered.system;
  for (let failures = 0; ; ) {
    const status = await sendOnce(options, publication, signal, leg).catch((error: unknown) => {
      signal.throwIfAborted();
      return failureOf(error, system);
    });
    if (typeof status === 'number' && leg.row.successStatuses.some((success) => success === status)) return;
    // It may have had all of it before.
    const isPayload = leg.row.name === uploadPayload.name;
    if (isPayload && (await isFilled(options, publication))) return;
    if (status === 403 || status === 404 || status === 410) throw refusal('recording-expired', { system });
    const isPassing = typeof status !== 'number' || status === 408 || status === 429 || status >= 500;
    const failed =
      typeof status === 'number' ? refusal('upstream-failed', { system, status: String(status) }) : status;
    failures += 1;
    const waitMs = isPassing ? pace.retryMs(failures) : undefined;
    log.warn('upload to a connected system failed', { system: offered.system.id, failures });
    if (waitMs === undefined) throw failed;
    await pause(waitMs, undefined, { signal });
  }
}

/** @returns the status of the response */
async function sendOnce(
  { store, publicClients, offered }: Publishing,
  { organisation, recording }: Publication,
  signal: AbortSignal,
  { row, type, length, open }: Leg,
): Promise<number> {
  const params = { recordingId: recording ?? '' };
  const { client, path } = await elsewhereOf(store, publicClients, offered, organisation, row, params);
  const body = open();
  try {
    const answer = await client.request({
      method: 'PUT',
      path,
      headers: { 'content-type': type, 'content-length': String(length) },
      body,
      signal,
    });
    await readAnswer(answer.body, errorBytes);
    return answer.statusCode;
  } finally {
    if (typeof body !== 'string') body.destroy();
  }
}

/** @throws Refusal for what another try would not change */
function failureOf(error: unknown, system: string): Refusal {
  if (error instanceof Refusal) {
    // The response that had it was lost, or the system no longer takes it there.
    throw error.reason?.code === 'address-unknown' ? refusal('recording-unreachable', { system }) : error;
  }
  if (error instanceof NotPublic) throw refusal('address-not-public', { system });
  if (isTimeout(error)) return refusal('upstream-silent', { system });
  return refusal(wasNotSent(error) ? 'upstream-unreachable' : 'upstream-lost', { system });
}
