import { queryOptions } from '@tanstack/react-query';
import { getApiInfo, getCompany, listChannels } from '#contract/chat2desk/company.ts';
import { fields, flag, list, number, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { dataOf } from '../wire.ts';

/** The company as Chat2Desk knows it. */
export interface Company {
  readonly name: string | undefined;
  /** As Chat2Desk names it: `Brussels (UTC+1:00)`. */
  readonly zone: string | undefined;
  /** Minutes that its clock is ahead of UTC, where the name of the zone says so. */
  readonly offset: number | undefined;
  /** `09:00` and `17:30`. */
  readonly workingHours: readonly { readonly begin: string; readonly end: string }[];
  /** Which automatic replies clients get. */
  readonly online: boolean | undefined;
}

/** What the company may ask of the API, and has. */
export interface ApiInfo {
  /** An API mode, such as `normal`. */
  readonly mode: string | undefined;
  readonly language: string | undefined;
  readonly admin: string | undefined;
  /** Whether it may write to people who have not written before; a paid option. */
  readonly writeFirst: boolean | undefined;
  /** Three texts that are stored with the company. */
  readonly notes: Notes;
  readonly calls: {
    readonly used: number | undefined;
    readonly freeLeft: number | undefined;
    readonly paidLeft: number | undefined;
  };
}

export const noteNumbers = ['1', '2', '3'] as const;
export type Notes = Readonly<Record<(typeof noteNumbers)[number], string>>;

export interface Channel {
  readonly id: number;
  readonly name: string;
  readonly phone: string | undefined;
  readonly transports: readonly string[];
  /** New clients that may be written to today. */
  readonly newClients: { readonly limit: number; readonly used: number } | undefined;
}

export const companyKeys = {
  all: ['chat2desk', 'company'] as const,
  info: ['chat2desk', 'company', 'info'] as const,
  api: ['chat2desk', 'company', 'api'] as const,
  channels: ['chat2desk', 'company', 'channels'] as const,
};

export const companyOptions = () =>
  queryOptions({ queryKey: companyKeys.info, queryFn: ({ signal }) => readCompany(signal) });

export const apiInfoOptions = () =>
  queryOptions({ queryKey: companyKeys.api, queryFn: ({ signal }) => readApiInfo(signal) });

/** As many as Chat2Desk lists at a time; nobody has that many. */
const mostChannels = 200;

export const channelsOptions = () =>
  queryOptions({
    queryKey: companyKeys.channels,
    queryFn: async ({ signal }) =>
      list(dataOf(await call(listChannels, { query: { limit: mostChannels }, signal })), normaliseChannel),
  });

/** @throws ApiError */
export const readCompany = async (signal?: AbortSignal): Promise<Company> =>
  normaliseCompany(dataOf(await call(getCompany, { signal })));

/** @throws ApiError */
export const readApiInfo = async (signal?: AbortSignal): Promise<ApiInfo> =>
  normaliseApiInfo(dataOf(await call(getApiInfo, { signal })));

export function normaliseCompany(wire: unknown): Company {
  const { name, timezone, workingHours, online } = fields(wire);
  return {
    name: text(name),
    zone: text(timezone),
    offset: offsetOf(text(timezone)),
    workingHours: list(workingHours, (one) => {
      const [begin, end] = [fields(one).begin, fields(one).end].map((time) => text(time)?.replace(/\s/g, ''));
      return begin === undefined || end === undefined ? undefined : { begin, end };
    }),
    online: flag(online),
  };
}

/** `Brussels (UTC+1:00)` → 60. */
function offsetOf(zone = ''): number | undefined {
  const found = /(?:UTC|GMT)([+-])(\d{1,2}):(\d{2})/.exec(zone);
  if (!found) return /UTC|GMT/.test(zone) ? 0 : undefined;
  const [, sign, hours, minutes] = found;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

export function normaliseApiInfo(wire: unknown): ApiInfo {
  const { company_mode, company_lang, admin_email, write_first_option, custom_info, api_calls } =
    fields(wire);
  const calls = fields(api_calls);
  const notes = fields(custom_info);
  const [first, second, third] = noteNumbers.map((number) => text(notes[number]) ?? '');
  return {
    mode: text(company_mode),
    language: text(company_lang),
    admin: text(admin_email),
    writeFirst: flag(write_first_option),
    notes: { 1: first ?? '', 2: second ?? '', 3: third ?? '' },
    calls: {
      used: number(calls.used_this_month),
      freeLeft: number(calls.left_free_requests),
      paidLeft: number(calls.left_paid_requests),
    },
  };
}

export function normaliseChannel(wire: unknown): Channel | undefined {
  const { id, name, phone, transports, whatsapp_daily_new_clients_limit } = fields(wire);
  const known = number(id);
  if (known === undefined) return undefined;
  const daily = fields(whatsapp_daily_new_clients_limit);
  const [limit, used] = [number(daily.limit), number(daily.used)];
  return {
    id: known,
    name: text(name) ?? String(known),
    phone: text(phone),
    transports: list(transports, text),
    newClients: limit === undefined ? undefined : { limit, used: used ?? 0 },
  };
}
