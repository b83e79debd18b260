import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { listLinks, setLink } from '#contract/gateway/connections.ts';
import { fields, list, number, text } from '#src/lib/reader.ts';
import { type Certain, certain, type Watch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { deskKeys } from './desk-keys.ts';

const system = 'chat2desk';

/** Ids of the operators that admins linked people to, by the UUIDs of these. */
export type OperatorLinks = ReadonlyMap<string, number>;

export const operatorLinksOptions = () =>
  queryOptions({ queryKey: deskKeys.operatorLinks, queryFn: ({ signal }) => readLinks(signal) });

async function readLinks(signal: AbortSignal | undefined): Promise<OperatorLinks> {
  const { links } = fields(await call(listLinks, { params: { system }, signal }));
  return new Map(
    list(links, (wire) => {
      const [person, id] = [text(fields(wire).person), number(fields(wire).id)];
      return person === undefined || id === undefined ? undefined : ([person, id] as const);
    }),
  );
}

export interface LinkChange extends IdempotencyKey {
  /** UUID. */
  readonly person: string;
  /** Null takes the link away. */
  readonly operator: number | null;
}

/** Says which operator a person is. Without a link it is the one with exactly their e-mail address. */
export async function linkOperator(
  queryClient: QueryClient,
  { person, operator, ...given }: LinkChange,
  watch: Watch,
): Promise<Certain<unknown>> {
  const body = { id: operator === null ? null : String(operator) };
  const send = () => write(setLink, { params: { system, person }, body, ...elevated(given) });
  const find = async (signal: AbortSignal | undefined) => {
    const links = await readLinks(signal);
    return (links.get(person) ?? null) === operator ? { found: links } : ('absent' as const);
  };
  const result = await certain<unknown>(send, find, watch);
  const renews = [deskKeys.operatorLinks, conversationKeys.all];
  await Promise.all(renews.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
  return result;
}
