import { createHash } from 'node:crypto';
import * as contract from '#contract/claritalk/meetings.ts';
import { maxChunkBytes } from '#contract/claritalk/shapes.ts';
import { badRequest } from '../../lib/errors.ts';
import { KeyedLock } from '../audio/lock.ts';
import { probeAudio } from '../audio/probe.ts';
import { toApiTime } from '../clock.ts';
import { handle } from '../operation-handler.ts';
import type { Services } from '../services.ts';
import { type Details, readContents, writeContents } from '../store/meeting-contents.ts';
import { changeStatus } from '../store/meeting-status.ts';
import { checkWritable, findMeeting, type MeetingRow } from '../store/meetings.ts';
import type { UploadedFile } from '../web/body.ts';

/** One chunk as received and checked. */
interface Chunk {
  readonly number: number;
  readonly total: number;
  readonly bytes: Buffer;
  readonly sha256: string;
  readonly type: string;
}

interface UploadRow {
  total_chunks: number;
  finalised_at: string | null;
}

const closedStatuses: readonly string[] = ['processing', 'finished', 'Meeting processed'];
const locks = new KeyedLock();

function checkedChunk(
  file: UploadedFile | undefined,
  fields: { chunk_number: string; total_chunks: string; checksum?: string | undefined },
): Chunk {
  if (!file) throw badRequest('The field audio_chunk is required and must be a file.');
  if (file.bytes.length === 0) throw badRequest('The audio_chunk is empty.');
  if (file.bytes.length > maxChunkBytes) throw badRequest('The audio_chunk may not be greater than 5 MB.');
  const number = Number(fields.chunk_number);
  const total = Number(fields.total_chunks);
  if (number > total) throw badRequest('The chunk_number may not be greater than total_chunks.');
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  if (fields.checksum !== undefined && fields.checksum.toLowerCase() !== sha256) {
    throw badRequest('The checksum does not match the audio_chunk.');
  }
  return { number, total, bytes: file.bytes, sha256, type: file.type || 'application/octet-stream' };
}

const uploadOf = ({ database }: Services, meetingId: number) =>
  database.get<UploadRow>('SELECT total_chunks, finalised_at FROM uploads WHERE meeting_id = ?', meetingId);

function isKnown({ database }: Services, meetingId: number, chunk: Chunk): boolean {
  const sql = 'SELECT 1 FROM chunks WHERE meeting_id = ? AND number = ? AND sha256 = ?';
  return Boolean(database.get(sql, meetingId, chunk.number, chunk.sha256));
}

async function storeChunk(services: Services, meeting: MeetingRow, chunk: Chunk): Promise<void> {
  const { database, audio } = services;
  await audio.writeChunk(meeting.uuid, chunk.number, chunk.bytes);
  database.transaction(() => {
    database.run(
      'INSERT INTO uploads (meeting_id, total_chunks, mime_type) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      meeting.id,
      chunk.total,
      chunk.type,
    );
    database.run(
      'INSERT OR REPLACE INTO chunks (meeting_id, number, bytes, sha256) VALUES (?, ?, ?, ?)',
      meeting.id,
      chunk.number,
      chunk.bytes.length,
      chunk.sha256,
    );
  });
}

/** @throws ApiError 400 that names the chunks which are not there. */
function checkComplete({ database }: Services, meetingId: number, total: number): void {
  const rows = database.all<{ number: number }>('SELECT number FROM chunks WHERE meeting_id = ?', meetingId);
  const present = new Set(rows.map(({ number }) => number));
  const missing: number[] = [];
  for (let number = 1; number <= total && missing.length < 20; number++) {
    if (!present.has(number)) missing.push(number);
  }
  if (missing.length > 0) throw badRequest(`The upload is incomplete: missing chunks ${missing.join(', ')}.`);
}

async function finalise(
  services: Services,
  meeting: MeetingRow,
  total: number,
  details: Details,
): Promise<void> {
  const { database, audio, processing } = services;
  checkComplete(services, meeting.id, total);
  const joined = await audio.join(meeting.uuid, total);
  const facts = await probeAudio(audio.recordingPath(meeting.uuid)).catch((error: Error) => error.message);
  const problem = typeof facts === 'string' ? facts : null;
  database.transaction(() => {
    database.run(
      `UPDATE uploads SET finalised_at = ?, bytes = ?, sha256 = ?, duration_in_seconds = ?, problem = ?,
       mime_type = coalesce(?, mime_type) WHERE meeting_id = ?`,
      toApiTime(Date.now()),
      joined.bytes,
      joined.sha256,
      typeof facts === 'string' ? null : facts.seconds,
      problem,
      typeof facts === 'string' ? null : facts.mimeType,
      meeting.id,
    );
    const contents = readContents(database, meeting.id);
    writeContents(database, meeting.id, { ...contents, details: { ...contents.details, ...details } });
  });
  changeStatus(services, meeting.id, 'processing');
  processing.schedule(meeting.id);
}

async function receive(
  services: Services,
  meeting: MeetingRow,
  chunk: Chunk,
  details: Details,
): Promise<void> {
  const { database, audio } = services;
  let upload = uploadOf(services, meeting.id);
  // The same bytes again are a client's retry, also after the end; they change nothing.
  if (upload?.finalised_at && isKnown(services, meeting.id, chunk) && upload.total_chunks === chunk.total)
    return;
  if (closedStatuses.includes(meeting.status)) {
    throw badRequest('The recording of this meeting is complete and takes no more chunks.');
  }
  if (upload?.finalised_at) {
    // What was there could not be processed: a new recording may replace it.
    await audio.clear(meeting.uuid);
    database.run('DELETE FROM uploads WHERE meeting_id = ?', meeting.id);
    upload = undefined;
  }
  if (upload && upload.total_chunks !== chunk.total) {
    if (services.switches.strictTotals) {
      throw badRequest(`The total_chunks was ${upload.total_chunks} before and may not change.`);
    }
    // A recording that is uploaded while it is made does not know its total yet: the latest one counts.
    database.run('UPDATE uploads SET total_chunks = ? WHERE meeting_id = ?', chunk.total, meeting.id);
  }
  if (!isKnown(services, meeting.id, chunk)) await storeChunk(services, meeting, chunk);
  if (meeting.status !== 'uploading') changeStatus(services, meeting.id, 'uploading');
  if (chunk.number === chunk.total) await finalise(services, meeting, chunk.total, details);
}

export const uploadAudioChunk = handle(
  contract.uploadAudioChunk,
  async ({ services, organisationId, caller, params, body, files }) => {
    for (const name of files.keys()) {
      if (name !== 'audio_chunk') throw badRequest(`The field ${name} is not known.`);
    }
    checkWritable(caller, findMeeting(services.database, organisationId, params.id));
    const chunk = checkedChunk(files.get('audio_chunk'), body);
    const details: Details = {};
    if (body.duration_in_seconds !== undefined)
      details.duration_in_seconds = Number(body.duration_in_seconds);
    if (body.stop_time !== undefined) details.stop_time = body.stop_time;
    await locks.run(params.id.toLowerCase(), () =>
      // Read again: the meeting may have moved on while this chunk waited for its turn.
      receive(services, findMeeting(services.database, organisationId, params.id), chunk, details),
    );
    return {};
  },
);
