import { randomUUID } from 'node:crypto';
import type * as v from 'valibot';
import * as contract from '#contract/claritalk/meetings.ts';
import type { meetingBody } from '#contract/claritalk/shapes.ts';
import type { Database } from '../../lib/database.ts';
import { badRequest, conflict, forbidden, notFound } from '../../lib/errors.ts';
import type { Caller } from '../caller.ts';
import { toApiTime } from '../clock.ts';
import { handle } from '../operation-handler.ts';
import {
  type Contents,
  copyQuestions,
  emptyContents,
  readContents,
  writeContents,
} from '../store/meeting-contents.ts';
import { toMeeting } from '../store/meeting-view.ts';
import {
  checkWritable,
  findMeeting,
  type MeetingRow,
  meetingById,
  refreshReaders,
} from '../store/meetings.ts';
import { findTheme, findType, typesOf } from '../store/templates.ts';
import { findUser, type UserRow } from '../store/users.ts';

type Body = v.InferOutput<typeof meetingBody>;

interface Scope {
  readonly database: Database;
  readonly organisationId: number;
  readonly body: Body;
}

/** The numeric type of the meeting: the one asked for, else the one it has, else the organisation's default. */
function typeIdOf(
  { database, organisationId, body }: Scope,
  existing: MeetingRow | undefined,
): number | null {
  if (body.type_id === undefined && existing) return existing.type_id;
  if (body.type_id === undefined || body.type_id === null) {
    const types = typesOf(database, organisationId);
    return (types.find((type) => type.is_default === 1) ?? types[0])?.id ?? null;
  }
  if (!findType(database, organisationId, body.type_id)) throw badRequest('The type_id does not exist.');
  return body.type_id;
}

function dossierIdOf({ database, organisationId, body }: Scope): number | null {
  if (!body.dossier_id) return null;
  const sql = 'SELECT id FROM dossiers WHERE uuid = ? AND organisation_id = ?';
  const row = database.get<{ id: number }>(sql, body.dossier_id.toLowerCase(), organisationId);
  if (!row) throw badRequest('The dossier_id does not exist.');
  return row.id;
}

function teamIdsOf({ database, organisationId }: Scope, uuids: readonly string[]): number[] {
  return [...new Set(uuids)].map((uuid) => {
    const sql = 'SELECT id FROM teams WHERE uuid = ? AND organisation_id = ?';
    const row = database.get<{ id: number }>(sql, uuid.toLowerCase(), organisationId);
    if (!row) throw badRequest(`The team ${uuid} does not exist.`);
    return row.id;
  });
}

function checkNoOtherRecording({ database, body }: Scope, owner: UserRow, existing: MeetingRow | undefined) {
  if (body.status !== 'recording') return;
  const sql = "SELECT 1 FROM meetings WHERE user_id = ? AND status = 'recording' AND id <> ?";
  if (database.get(sql, owner.id, existing?.id ?? 0))
    throw conflict('The user already has an active recording.');
}

function nextContents(scope: Scope, existing: MeetingRow | undefined, typeId: number | null): Contents {
  const { database, organisationId, body } = scope;
  const before = existing ? readContents(database, existing.id) : emptyContents();
  for (const id of body.theme_ids ?? []) {
    if (!findTheme(database, organisationId, id)) throw badRequest(`The theme ${id} does not exist.`);
  }
  const copies = !existing || body.theme_ids !== undefined || typeId !== existing.type_id;
  const details = { ...before.details };
  if (body.duration_in_seconds !== undefined) details.duration_in_seconds = body.duration_in_seconds;
  if (body.stop_time !== undefined) details.stop_time = body.stop_time;
  if (body.allow_audio_recording !== undefined) details.allow_audio_recording = body.allow_audio_recording;
  return {
    ...before,
    details,
    metadata: body.metadata ?? before.metadata,
    questions: copies
      ? copyQuestions(database, organisationId, typeId, body.theme_ids ?? [], before.questions)
      : before.questions,
    attendees:
      body.attendees?.map(({ name, email, integration_id }) => ({
        name,
        email: email ?? null,
        integration_id: integration_id ?? null,
      })) ?? before.attendees,
    topics:
      body.discussion_topics?.map(({ topic, description }, index) => {
        const known = before.topics.find((candidate) => candidate.topic === topic);
        return {
          id: index + 1,
          topic,
          description: description ?? null,
          discussed: known?.discussed ?? null,
          summary: known?.summary ?? null,
        };
      }) ?? before.topics,
  };
}

function insertMeeting({ database, organisationId, body }: Scope, owner: UserRow): number {
  const now = toApiTime(Date.now());
  return database.run(
    `INSERT INTO meetings (uuid, organisation_id, user_id, name, status, locale, created_at, updated_at)
     VALUES (?, ?, ?, ?, 'draft', ?, ?, ?)`,
    randomUUID(),
    organisationId,
    owner.id,
    body.name.trim(),
    owner.locale,
    now,
    now,
  ).id;
}

function writeMeeting(scope: Scope, owner: UserRow, existing: MeetingRow | undefined): number {
  const { database, body } = scope;
  const typeId = typeIdOf(scope, existing);
  const dossierId = dossierIdOf(scope);
  const teamIds = body.team_ids && teamIdsOf(scope, body.team_ids);
  const contents = nextContents(scope, existing, typeId);
  return database.transaction(() => {
    const id = existing?.id ?? insertMeeting(scope, owner);
    database.run(
      `UPDATE meetings SET user_id = ?, name = ?, type_id = ?, status = coalesce(?, status),
       locale = coalesce(?, locale), updated_at = ? WHERE id = ?`,
      owner.id,
      body.name.trim(),
      typeId,
      body.status ?? null,
      body.locale ?? null,
      toApiTime(Date.now()),
      id,
    );
    if (body.dossier_id !== undefined)
      database.run('UPDATE meetings SET dossier_id = ? WHERE id = ?', dossierId, id);
    if (body.recording_type !== undefined) {
      database.run('UPDATE meetings SET recording_type = ? WHERE id = ?', body.recording_type, id);
    }
    writeContents(database, id, contents);
    if (teamIds) {
      database.run('DELETE FROM meeting_teams WHERE meeting_id = ?', id);
      for (const team of teamIds) database.run('INSERT INTO meeting_teams VALUES (?, ?)', id, team);
    }
    if (!existing || teamIds || owner.id !== existing.user_id) refreshReaders(database, id);
    return id;
  });
}

function ownerOf({ database, organisationId, body }: Scope, caller: Caller): UserRow {
  if (caller.kind === 'user' && body.user_id.toLowerCase() !== caller.user.uuid) {
    throw forbidden('You may only save meetings for yourself.');
  }
  const owner = findUser(database, organisationId, body.user_id);
  if (!owner) throw notFound('User not found.');
  return owner;
}

export const saveMeeting = handle(
  contract.saveMeeting,
  ({ services, organisationId, caller, body, headers }) => {
    const { database, webhooks } = services;
    const scope: Scope = { database, organisationId, body };
    const existing = body.id === undefined ? undefined : findMeeting(database, organisationId, body.id);
    if (existing) checkWritable(caller, existing);
    const owner = ownerOf(scope, caller);
    checkNoOtherRecording(scope, owner, existing);
    const id = writeMeeting(scope, owner, existing);
    const saved = meetingById(database, id);
    if (!saved) throw new Error('the saved meeting is gone');
    const view = toMeeting(database, saved, { detail: false });
    if (saved.status !== (existing?.status ?? 'draft')) {
      webhooks.send(organisationId, 'meeting.status.changed', view);
    }
    const connect = headers.get('x-claritalk-connect') === '1';
    return { body: connect ? { ...view, numeric_id: saved.id } : view };
  },
);
