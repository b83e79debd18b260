/** What a connected system's delivery is about, as far as that is known before anyone is asked. */
import * as v from 'valibot';
import { eventOf, webhookSecrets, webhookSubjects } from '../chat2desk/webhooks.ts';
import { webhookDelivery } from '../claap/webhooks.ts';
import type { SystemId } from '../system.ts';
import { wholeCharacters } from '../whole-characters.ts';

export interface News {
  /** As the system calls it. */
  readonly event: string;
  /** What kind of thing changed, and which; undefined where that is not known. */
  readonly subject: { readonly about: string; readonly id: string } | undefined;
  /** The system’s own id of the delivery, the same when it is repeated; undefined where it has none. */
  readonly id: string | undefined;
  /** Fields of the payload that are not kept. */
  readonly secrets: readonly string[];
}

/** Reads a payload. @returns undefined when it is not one of the system’s. */
type ReadNews = (payload: unknown) => News | undefined;

const record = v.record(v.string(), v.unknown());
const longest = 64;
const idText = v.pipe(
  v.union([v.pipe(v.number(), v.safeInteger(), v.transform(String)), v.string()]),
  v.transform((id) => id.replace(/^TICK-/, '')),
  v.regex(/^[\w-]+$/),
  v.maxLength(longest),
);

/** Returns the first of several fields that has an id; names of nested fields have dots. */
function firstId(payload: unknown, fields: readonly string[]): string | undefined {
  for (const field of fields) {
    let at = payload;
    for (const name of field.split('.')) at = v.is(record, at) ? at[name] : undefined;
    const id = v.safeParse(idText, at);
    if (id.success) return id.output;
  }
  return undefined;
}

const hook = v.looseObject({ hook_type: v.optional(v.pipe(v.string(), v.maxLength(100))) });

function chat2deskNews(payload: unknown): News | undefined {
  const told = v.safeParse(hook, payload);
  if (!told.success || Array.isArray(payload)) return undefined;
  const { hook_type } = told.output;
  const event = eventOf(hook_type);
  const secrets = webhookSecrets;
  if (event === undefined) return { event: hook_type ?? '', subject: undefined, id: undefined, secrets };
  const { about, ids } = webhookSubjects[event];
  const id = firstId(payload, ids);
  return { event, subject: id === undefined ? undefined : { about, id }, id: undefined, secrets };
}

const eventId = v.pipe(v.string(), v.minLength(1), v.maxLength(200));

function claapNews(payload: unknown): News | undefined {
  const told = v.safeParse(webhookDelivery, payload);
  if (!told.success || !v.is(eventId, told.output.eventId)) return undefined;
  const { event } = told.output;
  const id = firstId(event, ['recording.id']);
  return {
    event: wholeCharacters(event.type, longest),
    subject: id === undefined ? undefined : { about: 'recording', id },
    id: told.output.eventId,
    // Whoever has these addresses can write there.
    secrets: ['upload'],
  };
}

/** By system; undefined for one that reports nothing. */
export const readNews: Readonly<Record<SystemId, ReadNews | undefined>> = {
  chat2desk: chat2deskNews,
  claap: claapNews,
  courier: undefined,
};
