import * as v from 'valibot';
import type { MeetingFacts } from './rules.ts';

const text = v.fallback(v.nullish(v.string()), undefined);
export const listed = v.looseObject({
  id: v.string(),
  name: text,
  userUuid: text,
  status: text,
  locale: text,
  createdAt: text,
  updatedAt: text,
});
export const detailed = v.looseObject({
  ...listed.entries,
  type_id: v.fallback(v.nullish(v.number()), undefined),
  dossier_id: v.fallback(v.nullish(v.union([v.string(), v.number()])), undefined),
  team_ids: v.fallback(v.nullish(v.array(v.string())), undefined),
});

/** A meeting as a list shows it. */
export interface ListedMeeting {
  readonly id: string;
  readonly name: string | null;
  readonly owner: string | null;
  readonly status: string;
  readonly language: string | undefined;
  readonly createdAt: number | undefined;
  readonly changedAt: number | undefined;
}

export interface OneMeeting extends ListedMeeting, MeetingFacts {
  readonly changedAt: number | undefined;
  readonly dossier: string | null;
}

/** Reads what a list, or the meeting itself, says of one. */
export function listedMeeting(meeting: v.InferOutput<typeof listed>): ListedMeeting {
  const [createdAt, updatedAt] = [timeOf(meeting.createdAt), timeOf(meeting.updatedAt)];
  const known = [createdAt, updatedAt].filter((at) => at !== undefined);
  return {
    id: meeting.id,
    name: meeting.name ?? null,
    owner: meeting.userUuid ?? null,
    status: meeting.status ?? '',
    language: meeting.locale?.slice(0, 2).toLowerCase(),
    createdAt,
    changedAt: known.length === 0 ? undefined : Math.max(...known),
  };
}

/** Without a zone it is UTC. */
function timeOf(said: string | null | undefined): number | undefined {
  if (!said) return undefined;
  const plain = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(said) ? `${said.replace(' ', 'T')}Z` : said;
  const at = Date.parse(plain);
  return Number.isNaN(at) ? undefined : at;
}
