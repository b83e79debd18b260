import { listRecordings } from '#contract/claap/recordings.ts';
import { claap } from '#contract/claap/system.ts';
import { sameEmail } from '#contract/email.ts';
import { badField } from '../errors.ts';
import { handle } from '../services.ts';
import { detailsOf, type Recording } from '../store/recordings.ts';
import { detailedView } from '../view.ts';
import { userBy } from '../workspace.ts';
import type { Call } from './call.ts';

type Query = Call<typeof listRecordings>['query'];

const isWithin = ({ created }: Recording, { createdAfter, createdBefore }: Query) =>
  (createdAfter === undefined || created > Date.parse(createdAfter)) &&
  (createdBefore === undefined || created < Date.parse(createdBefore));

function isAsked(recording: Recording, query: Query): boolean {
  const { channelId, labels, recorderEmail, recorderId } = query;
  const wanted = labels?.split(',') ?? [];
  const own = detailsOf(recording).labels;
  return (
    (channelId === undefined || recording.folder === channelId) &&
    (recorderEmail === undefined || sameEmail(recording.author, recorderEmail)) &&
    (recorderId === undefined || userBy(recording.author)?.id === recorderId) &&
    wanted.every((label) => own.includes(label)) &&
    isWithin(recording, query)
  );
}

const values: Readonly<Record<string, (recording: Recording) => string | number>> = {
  created: ({ created }) => created,
  duration: ({ duration }) => duration ?? 0,
  title: ({ title }) => title.toLowerCase(),
};

function sorted(all: readonly Recording[], sort: string): readonly Recording[] {
  const [by = '', direction] = sort.split('_');
  const value = values[by] ?? (() => 0);
  const sign = direction === 'asc' ? 1 : -1;
  return all.toSorted((a, b) => {
    const [one, other] = [value(a), value(b)];
    if (one === other) return sign * (a.number - b.number);
    return one < other ? -sign : sign;
  });
}

/** A cursor names the last that was shown: what comes or goes in the meantime moves nothing. */
const cursorOf = ({ id }: Recording) => Buffer.from(id).toString('base64url');

function after(all: readonly Recording[], cursor: string | undefined): readonly Recording[] {
  if (cursor === undefined) return all;
  const at = all.findIndex((recording) => cursorOf(recording) === cursor);
  if (at < 0) throw badField(['cursor'], 'Invalid');
  return all.slice(at + 1);
}

export const listHandlers = [
  handle(listRecordings, ({ services, query, address }) => {
    const { sort = 'created_desc', limit = claap.paging.usualLimit, cursor } = query;
    const asked = services.recordings.all().filter((recording) => isAsked(recording, query));
    const rest = after(sorted(asked, sort), cursor);
    const page = rest.slice(0, Number(limit));
    const last = page.at(-1);
    const nextCursor = last && page.length < rest.length ? cursorOf(last) : null;
    const recordings = page.map((recording) => detailedView(recording, address));
    return { result: { recordings, pagination: { nextCursor } } };
  }),
];
