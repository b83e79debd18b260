import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  cancelPublication,
  endStates,
  getPublication,
  getPublishing,
  listPublications,
  type NewPublication,
  type PublicationState,
  publicationStates,
  publish,
  sendPart,
  startPublication,
} from '#contract/claap/publications.ts';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import { fields, flag, instant, list, number, text } from '#src/lib/reader.ts';
import { type Certain, certain, type Find, type Watch } from '../../client/certain.ts';
import { call } from '../../client/client.ts';
import { ApiError } from '../../client/errors.ts';
import { fetchWithProgress } from '../../client/fetch-with-progress.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { readRefusal } from '../../client/refusal.ts';
import { type Outcome, orThrow, write } from '../../client/write.ts';
import { sentKeys } from '../sent.ts';

/** A recording on its way to Claap, or there. */
export interface Publication {
  readonly id: string;
  readonly state: PublicationState;
  readonly person: { readonly uuid: string; readonly name: string };
  readonly author: string;
  readonly meeting: string;
  readonly title: string;
  readonly at: Date | undefined;
  /** In bytes: all of it, what the gateway has, what has left it. */
  readonly bytes: number;
  readonly received: number;
  readonly sent: number;
  /** The recording’s page at Claap. */
  readonly url: string | undefined;
  /** Why it stopped. */
  readonly problem: RefusalReason | undefined;
  readonly needsNew: boolean;
  /** Claap has said what it does with it. */
  readonly followed: boolean;
  /** What stayed at Claap of what was given up. */
  readonly leftover:
    | { readonly kind: 'empty' | 'filled' | 'doubtful'; readonly url: string | undefined }
    | undefined;
}

/** What can be said before something is published. */
export interface PublishingFacts {
  readonly author: string;
  readonly quota: {
    readonly used: number;
    /** Claap has said what it has: there can be more otherwise. */
    readonly isComplete: boolean;
    readonly of: number;
    readonly days: number;
    readonly freeAt: Date | undefined;
  };
  readonly folders: readonly { readonly id: string; readonly name: string }[];
  readonly publications: readonly Publication[];
}

const movingMs = 2_000;
const followedMs = 10_000;

export const publicationKeys = {
  all: ['publications'] as const,
  meeting: (meeting: string) => ['publications', 'meeting', meeting] as const,
  list: (only: 'failed' | undefined) => ['publications', 'list', only] as const,
  failed: ['publications', 'failed'] as const,
};

/** How soon publications are to be read again, in ms; false where nothing changes any longer. */
const againMs = (publications: readonly Publication[] = []): number | false => {
  if (publications.some(({ state }) => state === 'sending')) return movingMs;
  const isOpen = ({ state }: Publication) => state !== 'stopped' && !endStates.includes(state);
  return publications.some(isOpen) ? followedMs : false;
};

export const publishingOptions = (meeting: string) =>
  queryOptions({
    queryKey: publicationKeys.meeting(meeting),
    queryFn: async ({ signal }) => normaliseFacts(await call(getPublishing, { params: { meeting }, signal })),
    staleTime: 0,
    refetchInterval: ({ state }) => againMs(state.data?.publications),
  });

/** One’s own publications, for admins everyone’s; the newest first, page after page. */
export const publicationsOptions = (only: 'failed' | undefined) =>
  infiniteQueryOptions({
    queryKey: publicationKeys.list(only),
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...(only ? { only } : {}), ...(pageParam ? { before: pageParam } : {}) };
      const wire = fields(await call(listPublications, { query, signal }));
      return { publications: list(wire.publications, normalisePublication), more: wire.more === true };
    },
    initialPageParam: '',
    getNextPageParam: ({ publications, more }) => (more ? publications.at(-1)?.at?.toISOString() : undefined),
    staleTime: 0,
    refetchInterval: ({ state }) => againMs(state.data?.pages.flatMap(({ publications }) => publications)),
  });

/** How many publications someone has to look at. */
export const failedPublicationsOptions = () =>
  queryOptions({
    queryKey: publicationKeys.failed,
    queryFn: async ({ signal }) =>
      number(
        fields(await call(listPublications, { query: { only: 'failed', limit: '1' }, signal })).failed,
      ) ?? 0,
  });

/** @throws ApiError */
export async function readPublication(id: string, signal?: AbortSignal): Promise<Publication> {
  const read = normalisePublication(await call(getPublication, { params: { id }, signal }));
  if (!read) throw new TypeError('a publication without an id');
  return read;
}

/** A publication to begin. Its key is its id. */
export interface PublicationToStart extends IdempotencyKey {
  readonly content: NewPublication;
}

/** Begins a publication; its file follows. */
export async function startAPublication(
  queryClient: QueryClient,
  { content, ...wish }: PublicationToStart,
  watch: Watch,
): Promise<Certain<Publication>> {
  const params = { id: wish.key };
  const find: Find<Publication> = async (signal) => {
    try {
      return { found: await readPublication(wish.key, signal) };
    } catch (error) {
      if (error instanceof ApiError && error.kind === 'not-found') return 'absent';
      throw error;
    }
  };
  const send = async () =>
    publicationOf(await write(startPublication, { params, body: content, ...elevated(wish) }));
  return renewed(queryClient, await certain(send, find, watch));
}

/** What a person does about a publication. */
export interface PublicationAction {
  readonly id: string;
}

/** Has the gateway create and fill the recording, or continue with that. Repeating changes nothing. */
export const publishIt =
  (newRecording: boolean) =>
  async (
    queryClient: QueryClient,
    { id }: PublicationAction,
    watch: Watch,
  ): Promise<Certain<Publication>> => {
    const find: Find<Publication> = async (signal) => {
      const found = await readPublication(id, signal);
      return found.state === 'receiving' || found.state === 'stopped' ? 'absent' : { found };
    };
    const send = async () =>
      publicationOf(
        await write(publish, {
          params: { id },
          body: { newRecording },
          ...elevated({ key: crypto.randomUUID() }),
        }),
      );
    return renewed(queryClient, await certain(send, find, watch));
  };

/** Ends a publication whose recording is not filled, or dismisses one that failed. */
export async function cancelIt(
  queryClient: QueryClient,
  { id }: PublicationAction,
  watch: Watch,
): Promise<Certain<Publication>> {
  const find: Find<Publication> = async (signal) => {
    const found = await readPublication(id, signal);
    return found.state === 'cancelled' && !found.leftover ? { found } : 'absent';
  };
  const send = async () =>
    publicationOf(
      await write(cancelPublication, { params: { id }, ...elevated({ key: crypto.randomUUID() }) }),
    );
  return renewed(queryClient, await certain(send, find, watch));
}

export interface Part {
  readonly id: string;
  readonly offset: number;
  readonly bytes: ArrayBuffer;
  readonly signal: AbortSignal;
  /** Told how many of its bytes have left. */
  readonly onProgress: (bytes: number) => void;
}

/** A part may take almost as long as the gateway lets a request take. */
const partWithinMs = 110_000;

/** Hands over a part of a file; again changes nothing. Returns how many bytes the gateway has. @throws ApiError */
export async function handOverPart({ id, offset, bytes, signal, onProgress }: Part): Promise<number> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const outcome = await write(sendPart, {
    params: { id, offset: String(offset) },
    form: new Blob([bytes], { type: 'application/octet-stream' }),
    headers: { 'content-digest': `sha-256=:${btoa(String.fromCharCode(...digest))}:` },
    signal,
    timeoutMs: partWithinMs,
    transport: fetchWithProgress(onProgress),
  });
  return number(fields(orThrow(outcome)).received) ?? 0;
}

/** Everything that shows publications is read again, whatever became of it. */
export async function renewed<T>(queryClient: QueryClient, result: T): Promise<T> {
  void queryClient.invalidateQueries({ queryKey: sentKeys.all });
  await queryClient.invalidateQueries({ queryKey: publicationKeys.all });
  return result;
}

function publicationOf(outcome: Outcome<unknown>): Outcome<Publication> {
  if (outcome.kind !== 'done') return outcome;
  const value = normalisePublication(outcome.value);
  if (!value) throw new TypeError('a publication without an id');
  return { kind: 'done', value };
}

/** Undefined without an id or in a state that this version does not know. */
export function normalisePublication(wire: unknown): Publication | undefined {
  const one = fields(wire);
  const id = text(one.id);
  const state = publicationStates.find((known) => known === one.state);
  if (id === undefined || state === undefined) return undefined;
  const person = fields(one.person);
  const uuid = text(person.uuid) ?? '';
  return {
    id,
    state,
    person: { uuid, name: text(person.name) ?? uuid },
    author: text(one.author) ?? '',
    meeting: text(one.meeting) ?? '',
    title: text(one.title) ?? '',
    at: instant(one.at),
    bytes: number(one.bytes) ?? 0,
    received: number(one.received) ?? 0,
    sent: number(one.sent) ?? 0,
    url: linkOf(fields(one.recording).url),
    problem: readRefusal(one.problem),
    needsNew: flag(one.needsNew) ?? false,
    followed: flag(one.followed) ?? false,
    leftover: leftoverOf(one.leftover),
  };
}

/** It comes from another system, and becomes a link. */
function linkOf(wire: unknown): string | undefined {
  const url = text(wire);
  return url?.startsWith('https://') ? url : undefined;
}

function leftoverOf(wire: unknown): Publication['leftover'] {
  const { kind, url } = fields(wire);
  if (kind !== 'empty' && kind !== 'filled' && kind !== 'doubtful') return undefined;
  return { kind, url: linkOf(url) };
}

/** Never throws. */
export function normaliseFacts(wire: unknown): PublishingFacts {
  const { author, quota, folders, publications } = fields(wire);
  const { used, isComplete, of, days, freeAt } = fields(quota);
  return {
    author: text(author) ?? '',
    quota: {
      used: number(used) ?? 0,
      isComplete: flag(isComplete) ?? false,
      of: number(of) ?? 0,
      days: number(days) ?? 0,
      freeAt: instant(freeAt),
    },
    folders: list(folders, (folder) => {
      const { id, name } = fields(folder);
      const key = text(id);
      return key === undefined ? undefined : { id: key, name: text(name) ?? key };
    }),
    publications: list(publications, normalisePublication),
  };
}
