import { queryOptions } from '@tanstack/react-query';
import * as contract from '#contract/courier/replies.ts';
import { fields, flag, instant, list, text, type Wire } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing } from './change.ts';
import { courierKeys } from './courier-keys.ts';
import { allItems, type Item, itemOf } from './items.ts';
import type { Switch } from './snippets.ts';

/** Hours of every day, on the clock of a time zone. */
export interface Hours {
  /** `09:00`. */
  readonly begin: string;
  readonly end: string;
}

/** What clients are answered while nobody is available. */
export interface Responder {
  readonly id: string;
  readonly name: string;
  /** Undefined where Courier keeps something else than a text of it. */
  readonly message: string | undefined;
  readonly on: boolean;
  /** Id of the group whose conversations it answers; undefined for all. */
  readonly group: string | undefined;
  readonly start: Date | undefined;
  readonly end: Date | undefined;
  /** Of the IANA database. */
  readonly zone: string | undefined;
  /** Empty where it answers at any hour. */
  readonly hours: readonly Hours[];
  readonly args: Wire;
  readonly type: string;
}

const resource = 'messaging-responders';
const usualType = 'simple';

export const respondersOptions = (organisation: string) =>
  queryOptions({
    queryKey: courierKeys.list(resource, organisation),
    queryFn: ({ signal }) => readResponders(organisation, signal),
  });

const readResponders = (organisation: string, signal: AbortSignal | undefined) =>
  allItems(
    (page) =>
      call(contract.listMessagingResponders, {
        query: { 'organization-id': organisation, sort: ['-created-at'], ...page },
        signal,
      }),
    normaliseResponder,
  );

export function normaliseResponder({ id, of }: Item): Responder {
  const args = fields(of.args);
  const calendar = fields(of['calendar-args']);
  return {
    id,
    name: text(of.name) ?? id,
    message: text(args.message),
    on: flag(of.enabled) ?? true,
    group: text(of['individual-group-id']),
    start: instant(of['start-at']),
    end: instant(of['end-at']),
    zone: text(calendar.timezone),
    hours: list(calendar.rules, (rule): Hours | undefined => {
      const [begin, end] = [fields(rule)['start-time'], fields(rule)['end-time']].map(hoursAndMinutes);
      return begin === undefined || end === undefined ? undefined : { begin, end };
    }),
    args,
    type: text(of.type) ?? usualType,
  };
}

/** Without seconds. */
const hoursAndMinutes = (time: unknown) => /^\d{2}:\d{2}/.exec(text(time) ?? '')?.[0];

/** When it answers: now, later, no longer, or never because it is off. @param now in ms */
export function phaseOf({ on, start, end }: Pick<Responder, 'on' | 'start' | 'end'>, now: number) {
  if (end !== undefined && end.getTime() <= now) return 'over';
  if (!on) return 'off';
  return start !== undefined && start.getTime() > now ? 'planned' : 'active';
}

export interface ResponderFields {
  readonly name: string;
  readonly message: string;
  readonly group: string | undefined;
  /** In ms since the epoch; undefined where it is not bounded. */
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly zone: string;
  /** Undefined for any hour. */
  readonly hours: Hours | undefined;
}

const calendarOf = ({ zone, hours }: Pick<ResponderFields, 'zone' | 'hours'>) => ({
  timezone: zone,
  ...(hours && { rules: [{ day: 'everyday' as const, 'start-time': hours.begin, 'end-time': hours.end }] }),
});

const timeOf = (ms: number) => new Date(ms).toISOString();

export interface NewResponder extends IdempotencyKey {
  readonly organisation: string;
  /** As those have it that there are. */
  readonly type: string | undefined;
  readonly fields: ResponderFields;
}

export const createResponder = changing<NewResponder>({
  send({ organisation, type = usualType, fields: wanted, ...wish }) {
    const { name, message, group, start, end } = wanted;
    const attributes = {
      'organization-id': organisation,
      name,
      type,
      args: { message },
      ...(group === undefined ? {} : { 'individual-group-id': group }),
      ...(start === undefined ? {} : { 'start-at': timeOf(start) }),
      ...(end === undefined ? {} : { 'end-at': timeOf(end) }),
      'calendar-args': calendarOf(wanted),
    };
    const body = { data: { type: 'messaging-responders' as const, attributes } };
    return write(contract.createMessagingResponder, { body, ...elevated(wish) });
  },
  async read({ organisation, fields: wanted }, signal) {
    return (await readResponders(organisation, signal)).find((now) => isSo(now, wanted));
  },
  renews: [resource],
});

const isSo = (now: Responder, { name, message, start, end }: ResponderFields) =>
  now.name === name &&
  now.message === message &&
  now.start?.getTime() === start &&
  now.end?.getTime() === end;

export interface ResponderChange extends IdempotencyKey {
  readonly id: string;
  /** As they were: what is not the message stays. */
  readonly args: Wire;
  /** Its hours were changed; otherwise they stay, with what the form cannot show. */
  readonly newHours: boolean;
  readonly fields: ResponderFields;
}

export const changeResponder = changing<ResponderChange>({
  send({ id, args, newHours, fields: wanted, ...wish }) {
    const { name, message, group, start, end } = wanted;
    const attributes = {
      name,
      args: { ...args, message },
      ...(group === undefined ? {} : { 'individual-group-id': group }),
      'start-at': start === undefined ? null : timeOf(start),
      'end-at': end === undefined ? null : timeOf(end),
      ...(newHours ? { 'calendar-args': calendarOf(wanted) } : {}),
    };
    const body = { data: { id, type: 'messaging-responders' as const, attributes } };
    return write(contract.updateMessagingResponder, { params: { id }, body, ...elevated(wish) });
  },
  async read({ id, fields: wanted }, signal) {
    const now = await readResponder(id, signal);
    return now && isSo(now, wanted) ? now : undefined;
  },
  renews: [resource],
});

const readResponder = async (id: string, signal: AbortSignal | undefined) => {
  const item = itemOf(await call(contract.getMessagingResponder, { params: { id }, signal }));
  return item && normaliseResponder(item);
};

/** Switches an automatic answer on or off. */
export const switchResponder = changing<Switch>({
  send({ id, on, ...wish }) {
    const options = { params: { id }, body: {}, ...elevated(wish) };
    return on
      ? write(contract.enableMessagingResponder, options)
      : write(contract.disableMessagingResponder, options);
  },
  async read({ id, on }, signal) {
    const now = await readResponder(id, signal);
    return now?.on === on ? now : undefined;
  },
  renews: [resource],
});
