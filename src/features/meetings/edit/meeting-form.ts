import { isEmail, normaliseEmail } from '#contract/email.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { MeetingChange } from '#src/api/claritalk/meetings/save-meeting.ts';
import { jsonText } from '#src/lib/json-text.ts';
import { keysOf } from '#src/lib/keys.ts';
import { fields, flag, number } from '#src/lib/reader.ts';
import {
  deepestMetadata,
  isSameJson,
  type MetadataText,
  metadataChange,
  parseMetadata,
} from './metadata-text.ts';

/** The form of a meeting, as typed. */
export interface MeetingForm {
  readonly name: string;
  /** Empty for the organisation's default. */
  readonly typeId: string;
  /** Ids of themes; empty means all themes of the type. */
  readonly themeIds: readonly string[];
  readonly attendees: readonly AttendeeRow[];
  readonly topics: readonly TopicRow[];
  readonly dossierId: string;
  readonly teamIds: readonly string[];
  readonly locale: string;
  /** Minutes, as text. */
  readonly duration: string;
  readonly allowRecording: '' | 'yes' | 'no';
  readonly metadata: MetadataText;
}

export interface AttendeeRow {
  /** Identifies the row on the page. */
  readonly row: number;
  readonly name: string;
  readonly email: string;
  /** As it was stored: whatever it looks like, it may stay. */
  readonly emailWas?: string | undefined;
  readonly integrationId: string;
  /** The id in a connected system as it was stored: a number stays a number as long as its text does. */
  readonly integrationIdWas?: string | number | undefined;
}

export interface TopicRow {
  readonly row: number;
  readonly topic: string;
  readonly description: string;
}

export type FormField = keyof MeetingForm;

export const emptyForm: MeetingForm = {
  name: '',
  typeId: '',
  themeIds: [],
  attendees: [],
  topics: [],
  dossierId: '',
  teamIds: [],
  locale: '',
  duration: '',
  allowRecording: '',
  metadata: '{}',
};

/** The form of a meeting as it is stored; `metadata` is what callers stored, see save-meeting.ts. */
export function formOf(meeting: Meeting, metadata: unknown): MeetingForm {
  const known = fields(meeting.metadata);
  const seconds = number(known.duration_in_seconds);
  const allowed = flag(known.allow_audio_recording);
  return {
    name: meeting.name ?? '',
    typeId: meeting.typeId === undefined ? '' : String(meeting.typeId),
    themeIds: meeting.themes.flatMap(({ themeId }) => themeId ?? []),
    attendees: meeting.attendees.map(({ name, email, integrationId }, row) => ({
      row,
      name,
      email: email ?? '',
      emailWas: email,
      integrationId: integrationId === undefined ? '' : String(integrationId),
      integrationIdWas: integrationId,
    })),
    topics: meeting.topics.map(({ topic, description }, row) => ({
      row,
      topic,
      description: description ?? '',
    })),
    dossierId: meeting.dossierId ?? '',
    teamIds: meeting.teamIds,
    locale: meeting.locale ?? '',
    duration: seconds === undefined ? '' : String(Math.round(seconds / 6) / 10),
    allowRecording: allowed === undefined ? '' : allowed ? 'yes' : 'no',
    metadata: jsonText(metadata ?? {}, 2, deepestMetadata),
  };
}

/** With a relation of a connected system as an attendee, instead of an empty last row. */
export function withRelation(
  rows: readonly AttendeeRow[],
  { id, label }: { readonly id: string | number; readonly label: string },
): AttendeeRow[] {
  const last = rows.at(-1);
  const kept = last && isBlankAttendee(last) ? rows.slice(0, -1) : rows;
  const row = Math.max(-1, ...rows.map((each) => each.row)) + 1;
  const name = wholeCharacters(label, longestName);
  return [...kept, { row, name, email: '', integrationId: String(id), integrationIdWas: id }];
}

/** A form for a new meeting like another one: everything that is planned, nothing of what was recorded. */
export const duplicateOf = (form: MeetingForm, name: string): MeetingForm => ({
  ...form,
  name,
  metadata: '{}',
});

export type Problem = 'required' | 'tooLong' | 'email' | 'duration' | 'json' | 'locale';

/** Of attendees, in characters (contract/claritalk/shapes.ts). */
const longestName = 255;

/** Whether what was typed is not an e-mail address. */
export const hasEmailProblem = ({ email, emailWas = '' }: AttendeeRow): boolean =>
  email.trim() !== '' && email !== emailWas && !isEmail(normaliseEmail(email));

/**
 * What has to be corrected before it can be saved, by field. What is unchanged is not checked, except the name, which
 * is sent with every change.
 */
export function problemsOf(
  form: MeetingForm,
  began: MeetingForm = emptyForm,
): Partial<Record<FormField, Problem>> {
  const problems = problemsIn(form);
  for (const field of keysOf(problems)) {
    const isAsBegun = JSON.stringify(form[field]) === JSON.stringify(began[field]);
    if (field !== 'name' && isAsBegun) delete problems[field];
  }
  return problems;
}

function problemsIn(form: MeetingForm): Partial<Record<FormField, Problem>> {
  const problems: Partial<Record<FormField, Problem>> = {};
  if (form.name.trim() === '') problems.name = 'required';
  else if (form.name.trim().length > 255) problems.name = 'tooLong';
  const people = form.attendees.filter((row) => !isBlankAttendee(row));
  if (people.some(({ name }) => name.trim() === '')) problems.attendees = 'required';
  else if (people.some(hasEmailProblem)) problems.attendees = 'email';
  const topics = form.topics.filter(({ topic, description }) => `${topic}${description}`.trim() !== '');
  if (topics.some(({ topic }) => topic.trim() === '')) problems.topics = 'required';
  if (form.locale !== '' && !/^[a-z]{2,3}([_-][A-Za-z]{2,4})?$/.test(form.locale)) problems.locale = 'locale';
  if (form.duration.trim() !== '' && secondsOf(form.duration) === undefined) problems.duration = 'duration';
  if (parseMetadata(form.metadata) === undefined) problems.metadata = 'json';
  return problems;
}

/** Fields that differ from how the form began. Blank rows and spaces at the ends make no difference. */
export function changedFields(began: MeetingForm, now: MeetingForm): FormField[] {
  return keysOf(emptyForm).filter(
    (name) => JSON.stringify(partOf(name, began)) !== JSON.stringify(partOf(name, now)),
  );
}

/** Fields that both sides changed since the form began, to different things. */
export function clashes(began: MeetingForm, now: MeetingForm, stored: MeetingForm): FormField[] {
  const theirs = changedFields(began, stored);
  return changedFields(began, now).filter(
    // Metadata are merged key by key instead, see metadata-text.ts.
    (name) => name !== 'metadata' && theirs.includes(name) && changedFields(stored, now).includes(name),
  );
}

/**
 * What to save so that a meeting becomes as the form says: the fields that were changed, and no other.
 * `metadata` is what is stored at this moment.
 */
export function changeOf(began: MeetingForm, now: MeetingForm, metadata: unknown): MeetingChange {
  const changed = changedFields(began, now);
  const change: MeetingChange = {};
  for (const name of changed) Object.assign(change, partOf(name, now));
  if (!changed.includes('metadata')) return change;
  return { ...change, metadata: metadataChange(began.metadata, now.metadata, metadata) };
}

/** A field as the API takes it, under its name there; also what decides whether it was changed. */
function partOf(name: FormField, form: MeetingForm): MeetingChange {
  switch (name) {
    case 'name':
      return { name: form.name.trim() };
    case 'typeId':
      return { type_id: form.typeId === '' ? null : Number(form.typeId) };
    case 'themeIds':
      return { theme_ids: form.themeIds.map(Number).toSorted((one, other) => one - other) };
    case 'attendees':
      return { attendees: form.attendees.filter((row) => !isBlankAttendee(row)).map(attendeeOf) };
    case 'topics':
      return {
        discussion_topics: form.topics
          .filter(({ topic, description }) => `${topic}${description}`.trim() !== '')
          .map(({ topic, description }) => ({
            topic: topic.trim(),
            description: description.trim() || null,
          })),
      };
    case 'dossierId':
      return { dossier_id: form.dossierId || null };
    case 'teamIds':
      return { team_ids: form.teamIds.toSorted() };
    case 'locale':
      return { locale: form.locale || null };
    case 'duration':
      return { duration_in_seconds: secondsOf(form.duration) ?? null };
    case 'allowRecording':
      return {
        allow_audio_recording: form.allowRecording === '' ? undefined : form.allowRecording === 'yes',
      };
    case 'metadata':
      return { metadata: parseMetadata(form.metadata) };
  }
}

const isBlankAttendee = ({ name, email, integrationId }: AttendeeRow) =>
  `${name}${email}${integrationId}`.trim() === '';

function attendeeOf({ name, email, emailWas, integrationId, integrationIdWas }: AttendeeRow) {
  const id = integrationId.trim();
  return {
    name: name.trim(),
    email: (email === emailWas ? email : normaliseEmail(email)) || null,
    integration_id: id === '' ? null : id === String(integrationIdWas) ? integrationIdWas : id,
  };
}

function secondsOf(minutes: string): number | undefined {
  const value = number(minutes.trim().replace(',', '.'));
  return value !== undefined && value >= 0 && value <= 100_000 ? Math.round(value * 60) : undefined;
}

/**
 * Whether what was typed is stored by now. `metadata` is what is stored. If it is neither what was typed nor what it
 * was before, there is no way to tell.
 */
export function standingOf(
  began: MeetingForm,
  written: MeetingForm,
  stored: MeetingForm,
  metadata: unknown,
): 'saved' | 'not saved' | 'unknown' {
  const standings = changedFields(began, written).map((name) => {
    if (name === 'metadata') {
      const wanted = metadataChange(began.metadata, written.metadata, metadata);
      return isSameJson(wanted, fields(metadata)) ? 'saved' : 'not saved';
    }
    if (isSame(name, written, stored)) return 'saved';
    return isSame(name, began, stored) ? 'not saved' : 'unknown';
  });
  const [first = 'saved'] = standings;
  // One request sets all of them: a lost response does not explain some but not all.
  return standings.every((standing) => standing === first) ? first : 'unknown';
}

/** The form has its minutes with one decimal: seconds may differ by a few. */
const roundingSeconds = 3;

function isSame(name: FormField, one: MeetingForm, other: MeetingForm): boolean {
  const [a, b] = [secondsOf(one.duration), secondsOf(other.duration)];
  if (name === 'duration' && a !== undefined && b !== undefined) return Math.abs(a - b) <= roundingSeconds;
  return JSON.stringify(partOf(name, one)) === JSON.stringify(partOf(name, other));
}
