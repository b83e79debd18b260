import { type QueryClient, type QueryKey, queryOptions } from '@tanstack/react-query';
import { listLinks, setLink } from '#contract/gateway/connections.ts';
import type { SystemId } from '#contract/system.ts';
import { fields, list, text } from '#src/lib/reader.ts';
import { type Certain, certain, type Watch } from '../../client/certain.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { conversationKeys } from '../follow-conversations.ts';

/** Who admins said that people are at a system, by the UUIDs of these. */
export type PersonLinks = ReadonlyMap<string, string>;

export const personLinksOptions = (system: SystemId, queryKey: QueryKey) =>
  queryOptions({ queryKey, queryFn: ({ signal }) => readPersonLinks(system, signal) });

/** @throws ApiError */
export async function readPersonLinks(
  system: SystemId,
  signal: AbortSignal | undefined,
): Promise<PersonLinks> {
  const { links } = fields(await call(listLinks, { params: { system }, signal }));
  return new Map(
    list(links, (wire) => {
      const [person, id] = [text(fields(wire).person), text(fields(wire).id)];
      return person === undefined || id === undefined ? undefined : ([person, id] as const);
    }),
  );
}

export interface LinkChange extends IdempotencyKey {
  /** UUID. */
  readonly person: string;
  /** Who they are there; null takes the link away. */
  readonly id: string | null;
}

/** Returns a function that says who a person is at a system. @param links key of what was read of them */
export const linkingAt =
  (system: SystemId, links: QueryKey) =>
  async (
    queryClient: QueryClient,
    { person, id, ...given }: LinkChange,
    watch: Watch,
  ): Promise<Certain<unknown>> => {
    const send = () => write(setLink, { params: { system, person }, body: { id }, ...elevated(given) });
    const find = async (signal: AbortSignal | undefined) => {
      const now = await readPersonLinks(system, signal);
      return (now.get(person) ?? null) === id ? { found: now } : ('absent' as const);
    };
    const result = await certain<unknown>(send, find, watch);
    const renews = [links, conversationKeys.all];
    await Promise.all(renews.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
    return result;
  };
