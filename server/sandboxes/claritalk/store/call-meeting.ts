import { randomUUID } from 'node:crypto';
import type { Database } from '../../lib/database.ts';
import { toApiTime } from '../clock.ts';
import { copyQuestions, emptyContents, writeContents } from './meeting-contents.ts';
import { refreshReaders } from './meetings.ts';
import { typesOf } from './templates.ts';
import type { UserRow } from './users.ts';

/** A telephone call; times in the API's form. */
export interface PhoneCall {
  readonly from: string;
  readonly to: string;
  readonly start: string;
  readonly end: string;
  readonly seconds: number;
}

/** Makes the meeting of a telephone call, in `processing`; returns its numeric id. */
export function createCallMeeting(
  database: Database,
  organisationId: number,
  user: UserRow,
  call: PhoneCall,
): number {
  const types = typesOf(database, organisationId);
  const typeId = (types.find((type) => type.is_default === 1) ?? types[0])?.id ?? null;
  return database.transaction(() => {
    const { id } = database.run(
      `INSERT INTO meetings (uuid, organisation_id, user_id, name, status, locale, type_id, recording_type, created_at, updated_at)
       VALUES (?, ?, ?, ?, 'processing', ?, ?, '3cx', ?, ?)`,
      randomUUID(),
      organisationId,
      user.id,
      `Call ${call.from} – ${call.to}`,
      user.locale,
      typeId,
      call.start,
      toApiTime(Date.now()),
    );
    writeContents(database, id, {
      ...emptyContents(),
      questions: copyQuestions(database, organisationId, typeId, []),
      attendees: [call.from, call.to].map((name) => ({ name, email: null, integration_id: null })),
      metadata: { source: '3cx', from: call.from, to: call.to },
      details: { duration_in_seconds: call.seconds, stop_time: call.end },
    });
    refreshReaders(database, id);
    return id;
  });
}
