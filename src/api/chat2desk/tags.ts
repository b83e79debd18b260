import { type QueryClient, queryOptions } from '@tanstack/react-query';
import * as contract from '#contract/chat2desk/tags.ts';
import { fields, number, text } from '#src/lib/reader.ts';
import type { Certain, PageWatch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { orThrow, outcomeOf, write } from '../client/write.ts';
import type { Named } from '../gateway/conversations.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { allRows } from './all-rows.ts';
import { change } from './change.ts';
import { deskKeys } from './desk-keys.ts';
import { dataOf } from './wire.ts';

/** A label for clients and their requests. */
export interface Tag {
  readonly id: number;
  readonly label: string;
  readonly description: string | undefined;
  /** Undefined where it is in none. */
  readonly group: Named | undefined;
}

export type TagGroup = Named;

/** Every tag of the company. */
export const tagsOptions = () =>
  queryOptions({ queryKey: deskKeys.tags, queryFn: ({ signal }) => readTags(signal) });

const readTags = (signal?: AbortSignal) =>
  allRows((query) => call(contract.listTags, { query, signal }), normaliseTag);

/** Undefined without an id. */
export function normaliseTag(wire: unknown): Tag | undefined {
  const { id, label, description, group_id, group_name } = fields(wire);
  const [known, group] = [number(id), number(group_id)];
  if (known === undefined) return undefined;
  return {
    id: known,
    label: text(label) ?? String(known),
    description: text(description),
    group: group === undefined ? undefined : { id: group, name: text(group_name) ?? String(group) },
  };
}

/** The groups of tags. Chat2Desk lists none without a tag in it. */
export function groupsOf(tags: readonly Tag[]): readonly Named[] {
  return [...new Map(tags.flatMap(({ group }) => (group ? [[group.id, group]] : []))).values()];
}

export interface NewTag extends IdempotencyKey {
  readonly label: string;
  readonly description: string;
  /** The group that it belongs to; a new one has a name, and a key of its own. */
  readonly group: { readonly id: number } | { readonly name: string; readonly key: string };
}

/** Creates a tag, and before it the group where that is new. */
export const createTag = (
  queryClient: QueryClient,
  given: NewTag,
  watch: PageWatch<NewTag>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: (tag) => outcomeOf(sendTag(tag)),
    async read({ label, group }, signal) {
      const isIn = (one: Tag) =>
        'id' in group ? one.group?.id === group.id : one.group?.name === group.name;
      return (await readTags(signal)).find((one) => one.label === label && isIn(one));
    },
    first: ({ group }) => ('key' in group ? [group.key] : []),
    // The inbox filters by tags.
    renews: [deskKeys.tags, conversationKeys.all],
  });

/** @throws ApiError */
async function sendTag({ group, label, description, ...given }: NewTag): Promise<unknown> {
  const id = 'id' in group ? group.id : await createGroup(group, given.signal);
  const body = {
    tag_group_id: id,
    tag_label: label,
    ...(description === '' ? {} : { tag_description: description }),
  };
  return orThrow(await write(contract.createTag, { body, ...elevated(given) }));
}

/** Returns its id. @throws ApiError */
async function createGroup(
  { name, key }: { readonly name: string; readonly key: string },
  signal: AbortSignal | undefined,
): Promise<number> {
  const body = { tag_group_name: name };
  const answer = orThrow(await write(contract.createTagGroup, { body, ...elevated({ key, signal }) }));
  const id = number(fields(dataOf(answer)).id);
  if (id === undefined) throw new TypeError('a group without an id');
  return id;
}
