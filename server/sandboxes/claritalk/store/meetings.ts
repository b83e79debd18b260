import type { Database } from '../../lib/database.ts';
import { forbidden, notFound } from '../../lib/errors.ts';
import type { Caller } from '../caller.ts';

export interface MeetingRow {
  /** The numeric id. */
  id: number;
  uuid: string;
  organisation_id: number;
  user_id: number;
  /** UUID of the owner. */
  owner: string;
  name: string;
  status: string;
  summary_quality_flag: number;
  locale: string;
  type_id: number | null;
  dossier: string | null;
  recording_type: string | null;
  created_at: string;
  updated_at: string;
}

const meetingSql = `SELECT m.id, m.uuid, m.organisation_id, m.user_id, u.uuid AS owner, m.name, m.status,
  m.summary_quality_flag, m.locale, m.type_id, d.uuid AS dossier, m.recording_type, m.created_at, m.updated_at
  FROM meetings m JOIN users u ON u.id = m.user_id LEFT JOIN dossiers d ON d.id = m.dossier_id`;

export function meetingById(database: Database, id: number): MeetingRow | undefined {
  return database.get<MeetingRow>(`${meetingSql} WHERE m.id = ?`, id);
}

/** A meeting of the organisation by UUID or numeric id. @throws ApiError 404 when there is none. */
export function findMeeting(database: Database, organisationId: number, id: string): MeetingRow {
  const row = /^\d+$/.test(id)
    ? meetingById(database, Number(id))
    : database.get<MeetingRow>(`${meetingSql} WHERE m.uuid = ?`, id.toLowerCase());
  if (row?.organisation_id !== organisationId) throw notFound('Meeting not found.');
  return row;
}

/** @throws ApiError 403 unless the caller owns the meeting, shares it, is in one of its teams or is a service. */
export function checkReadable(database: Database, caller: Caller, meeting: MeetingRow): void {
  if (caller.kind === 'service') return;
  const sql = 'SELECT 1 FROM meeting_readers WHERE meeting_id = ? AND user_id = ?';
  if (!database.get(sql, meeting.id, caller.user.id)) throw forbidden('You have no access to this meeting.');
}

/** @throws ApiError 403 unless the caller owns the meeting or is a service account. */
export function checkWritable(caller: Caller, meeting: MeetingRow): void {
  if (caller.kind === 'user' && caller.user.id !== meeting.user_id) {
    throw forbidden('You have no access to this meeting.');
  }
}

/** Recalculates who may read a meeting; call it after its owner, shares or teams have changed. */
export function refreshReaders(database: Database, meetingId: number): void {
  database.run('DELETE FROM meeting_readers WHERE meeting_id = ?', meetingId);
  database.run(
    `INSERT INTO meeting_readers (user_id, created_at, meeting_id)
     SELECT reader, created_at, id FROM (
       SELECT m.user_id AS reader, m.created_at, m.id FROM meetings m WHERE m.id = ?1
       UNION SELECT s.user_id, m.created_at, m.id FROM meeting_shares s JOIN meetings m ON m.id = s.meeting_id WHERE m.id = ?1
       UNION SELECT t.user_id, m.created_at, m.id FROM meeting_teams mt JOIN team_members t ON t.team_id = mt.team_id
         JOIN meetings m ON m.id = mt.meeting_id WHERE m.id = ?1)`,
    meetingId,
  );
}
