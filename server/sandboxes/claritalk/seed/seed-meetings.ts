import { clients } from '../../firm/clients.ts';
import type { Database } from '../../lib/database.ts';
import { Random } from '../../lib/random.ts';
import { toApiTime } from '../clock.ts';
import { writeContents } from '../store/meeting-contents.ts';
import { languages } from './languages.ts';
import type { SeededOrganisation, SeededUser } from './seed-organisation.ts';
import type { SeededType } from './seed-templates.ts';
import type { StoryKey } from './template-data.ts';
import { writeMeeting } from './write-meeting.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Fourteen months. */
const spanMs = 425 * dayMs;

/** How many meetings are within the last few hours; the accounts that people sign in with take turns to hold them. */
const newest = 4;
const newestOwners: readonly string[] = [
  'ada@sandbox.test',
  'owen@sandbox.test',
  'nora@sandbox.test',
  'owen@sandbox.test',
];

/** Statuses of old meetings, and of those of the last few days, by weight. */
const oldStatuses = [
  ['finished', 90],
  ['Meeting processed', 3],
  ['draft', 3],
  ['failed', 3],
  ['uploading', 0.5],
] as const;
const freshStatuses = [
  ['finished', 55],
  ['draft', 20],
  ['uploading', 8],
  ['processing', 12],
  ['failed', 5],
] as const;
/** A status that the documentation does not know, as real servers have. */
const oddStatus = 'awaiting_speaker_labels';
const processedStatuses: readonly string[] = ['finished', 'Meeting processed', oddStatus];

const stories = [
  ['client', 34],
  ['annual', 16],
  ['tax', 14],
  ['intake', 9],
  ['team', 11],
  ['review', 6],
  ['call', 10],
] as const;
const internalStories: readonly StoryKey[] = ['team', 'review'];
const locales = [
  ['nl', 40],
  ['en', 25],
  ['fr', 20],
  ['de', 15],
] as const;

/** The moment of meeting `index` of `count`, oldest first: evenly spread, in office hours on working days. */
function momentOf(index: number, count: number, random: Random, now: number): number {
  // The newest are from today, whatever day it is.
  if (count - index <= newest)
    return now - (count - index) * 50 * minuteMs + random.integer(0, 15) * minuteMs;
  const spread = now - spanMs + ((index + random.next()) / count) * spanMs;
  const day = new Date(spread);
  // Sunday moves to Monday, Saturday to Friday, unless that lies in the future.
  const shift = [1, 0, 0, 0, 0, 0, -1][day.getUTCDay()] ?? 0;
  day.setUTCDate(day.getUTCDate() + shift);
  day.setUTCHours(random.integer(7, 16), random.integer(0, 11) * 5, 0, 0);
  const latest = now - newest * 60 * minuteMs;
  return Math.min(day.getTime(), latest);
}

export interface MeetingSeed {
  readonly organisation: SeededOrganisation;
  readonly types: Readonly<Record<StoryKey, SeededType>>;
  readonly count: number;
  /** Unix time in ms. */
  readonly now: number;
}

function statusOf(index: number, at: number, seed: MeetingSeed, random: Random): string {
  if (index % 211 === 97) return oddStatus;
  return random.weighted(seed.now - at < 6 * dayMs ? freshStatuses : oldStatuses);
}

function ownerOf(index: number, { organisation, count }: MeetingSeed, random: Random): SeededUser {
  const email = newestOwners[count - 1 - index];
  const newestOwner = organisation.users.find((user) => email !== undefined && user.email === email);
  return newestOwner ?? random.weighted(organisation.users.map((user) => [user, user.weight] as const));
}

function linkMeeting(
  database: Database,
  random: Random,
  id: number,
  owner: SeededUser,
  seed: MeetingSeed,
): void {
  if (owner.teamIds.length > 0 && random.chance(0.3)) {
    database.run('INSERT INTO meeting_teams VALUES (?, ?)', id, random.pick(owner.teamIds));
  }
  if (!random.chance(0.12)) return;
  const others = seed.organisation.users.filter((user) => user.id !== owner.id);
  for (const user of random.sample(others, random.integer(1, 2))) {
    database.run('INSERT INTO meeting_shares VALUES (?, ?)', id, user.id);
  }
}

function addChat(
  database: Database,
  random: Random,
  id: number,
  userId: number,
  at: number,
  lines: readonly string[],
) {
  for (const [index, line] of lines.entries()) {
    const time = Math.floor(at / 1000) + index * 300 + random.integer(20, 280);
    const sql = 'INSERT INTO chat_messages (meeting_id, user_id, sentence, time) VALUES (?, ?, ?, ?)';
    database.run(sql, id, userId, line, time);
  }
}

function addMeeting(database: Database, random: Random, index: number, seed: MeetingSeed): void {
  const { organisation, types, count, now } = seed;
  const at = momentOf(index, count, random, now);
  const owner = ownerOf(index, seed, random);
  const locale = random.chance(0.6) ? owner.locale : random.weighted(locales);
  const language = languages[locale];
  const key = random.weighted(stories);
  const status = statusOf(index, at, seed, random);
  const clientIndex = internalStories.includes(key) ? undefined : random.integer(0, clients.length - 1);
  const others = organisation.users.filter((user) => user.id !== owner.id).map((user) => user.name);
  const colleague = random.pick(others);
  const thirdPerson = random.pick(others.filter((name) => name !== colleague));
  const setting = {
    language,
    story: language.stories[key],
    clientIndex,
    owner: owner.name,
    colleague,
    thirdPerson,
    at,
  };
  const processed = processedStatuses.includes(status);
  const { name, contents } = writeMeeting(setting, types[key].questions, random, processed);
  if (status === 'failed') {
    contents.metadata = { processing_error: 'The recording has no audio track.' };
  }
  const minutes = Math.ceil((contents.details.duration_in_seconds ?? 600) / 60) + random.integer(2, 9);
  const { id } = database.run(
    `INSERT INTO meetings (uuid, organisation_id, user_id, name, status, summary_quality_flag, locale, type_id,
       dossier_id, recording_type, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    random.uuid(),
    organisation.id,
    owner.id,
    name,
    status,
    Number(processed && random.chance(0.06)),
    locale,
    types[key].id,
    clientIndex !== undefined && random.chance(0.7) ? (organisation.dossierIds[clientIndex] ?? null) : null,
    random.pick(['browser', 'desktop', 'upload']),
    toApiTime(at),
    toApiTime(Math.min(now, at + minutes * minuteMs)),
  );
  writeContents(database, id, contents);
  linkMeeting(database, random, id, owner, seed);
  if (processed && random.chance(0.2)) {
    const lines = contents.todos.slice(0, 2).map(({ description }) => description);
    addChat(database, random, id, owner.id, at, lines);
  }
}

/** Seeds the meetings, oldest first, and who may read them. */
export function seedMeetings(database: Database, random: Random, seed: MeetingSeed): void {
  const base = random.integer(0, 0xffff_ffff);
  // Each meeting has its own generator: what depends on the day of seeding does not change other meetings.
  for (let index = 0; index < seed.count; index++) {
    addMeeting(database, new Random(base + Math.imul(index, 0x9e37_79b1)), index, seed);
  }
  database.run(
    `INSERT INTO meeting_readers (user_id, created_at, meeting_id)
     SELECT user_id, created_at, id FROM meetings
     UNION SELECT s.user_id, m.created_at, m.id FROM meeting_shares s JOIN meetings m ON m.id = s.meeting_id
     UNION SELECT t.user_id, m.created_at, m.id FROM meeting_teams mt JOIN team_members t ON t.team_id = mt.team_id
       JOIN meetings m ON m.id = mt.meeting_id`,
  );
}
