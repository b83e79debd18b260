import { queryOptions } from '@tanstack/react-query';
import {
  createAskReminder,
  getAskReminder,
  listAskReminders,
  updateAskReminder,
} from '#contract/courier/voice-assistant.ts';
import { serverNow } from '#src/lib/clock.ts';
import { flag, instant, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing } from '../administration/change.ts';
import { courierKeys } from '../administration/courier-keys.ts';
import { allItems, type Item, itemOf } from '../administration/items.ts';
import { madeSince } from './made-since.ts';

export interface ReminderFields {
  readonly name: string;
  /** What is spoken. */
  readonly content: string;
  /** Hours and minutes, or a date with them, by the clock of its zone. */
  readonly time: string;
  /** As iCalendar has it; empty for once. */
  readonly rule: string;
  /** Name of a time zone. */
  readonly zone: string;
}

/** What the voice assistant says to someone at its time. */
export interface Reminder extends ReminderFields {
  readonly id: string;
  readonly created: Date | undefined;
  /** Whether the assistant has it. */
  readonly synced: boolean;
}

const resource = 'ask-reminders';

/** @param individual whom they are for */
export const remindersOptions = (individual: string) =>
  queryOptions({
    queryKey: courierKeys.list(resource, individual),
    queryFn: ({ signal }) => readReminders(individual, signal),
    // The assistant takes a new one over a moment later.
    refetchInterval: ({ state: { data } }) => (data?.some(isFresh) ? againMs : false),
  });

const againMs = 2_000;
const freshMs = 30_000;
/** One that was not taken over for longer will not be soon. */
const isFresh = ({ synced, created }: Reminder): boolean =>
  !synced && created !== undefined && serverNow() - created.getTime() < freshMs;

const readReminders = (individual: string, signal: AbortSignal | undefined) =>
  allItems(
    (page) => call(listAskReminders, { query: { ...page, 'individual-id': individual }, signal }),
    normaliseReminder,
  );

export function normaliseReminder({ id, of }: Item): Reminder {
  return {
    id,
    name: text(of.name) ?? '',
    content: text(of['reminder-content']) ?? '',
    time: text(of['reminder-time-local']) ?? '',
    rule: text(of['reminder-rrule']) ?? '',
    zone: text(of['tz-info']) ?? '',
    created: instant(of['created-at']),
    synced: flag(of['synced-to-alexa']) ?? false,
  };
}

export interface ReminderChange extends IdempotencyKey {
  readonly individual: string;
  /** Undefined for a new one. */
  readonly id: string | undefined;
  /** What is sent; of a new one, everything that is not empty. */
  readonly fields: Partial<ReminderFields>;
}

const attributesOf = ({ name, time, rule, zone }: Partial<ReminderFields>) => ({
  ...(name === undefined ? {} : { name }),
  ...(time === undefined ? {} : { 'reminder-time-local': time }),
  ...(rule === undefined ? {} : { 'reminder-rrule': rule }),
  ...(zone === undefined ? {} : { 'tz-info': zone }),
});

const isSo = (now: Reminder, wanted: Partial<ReminderFields>) =>
  (['name', 'content', 'time', 'rule', 'zone'] as const).every(
    (field) => wanted[field] === undefined || now[field] === wanted[field],
  );

/** Creates a spoken reminder, or changes one. */
export const saveReminder = changing<ReminderChange>({
  send({ individual, id, fields, ...wish }) {
    const type = 'ask-reminders' as const;
    const { content } = fields;
    if (id === undefined) {
      const attributes = {
        'individual-id': individual,
        'reminder-content': content ?? '',
        ...attributesOf(fields),
      };
      return write(createAskReminder, { body: { data: { type, attributes } }, ...elevated(wish) });
    }
    const attributes = {
      ...(content === undefined ? {} : { 'reminder-content': content }),
      ...attributesOf(fields),
    };
    return write(updateAskReminder, {
      params: { id },
      body: { data: { id, type, attributes } },
      ...elevated(wish),
    });
  },
  async read({ individual, id, fields, since }, signal) {
    if (id === undefined) {
      return madeSince(await readReminders(individual, signal), since, (one) => isSo(one, fields));
    }
    const item = itemOf(await call(getAskReminder, { params: { id }, signal }));
    const now = item && normaliseReminder(item);
    return now && isSo(now, fields) ? now : undefined;
  },
  renews: [resource],
});
