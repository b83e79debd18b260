import { queryOptions } from '@tanstack/react-query';
import * as contract from '#contract/courier/telephone.ts';
import { flag, text } from '#src/lib/reader.ts';
import { call } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { changing, isSo } from './change.ts';
import { courierKeys } from './courier-keys.ts';
import { allItems, type Item, idOf, itemOf } from './items.ts';

/** A number that clients call, and what becomes of their calls. */
export interface PhoneLine extends LineFields {
  readonly id: string;
  readonly account: string | undefined;
}

export interface LineFields {
  /** In international form. */
  readonly phone: string;
  /** Where calls are put through; empty where they wait for an agent. */
  readonly forward: string;
  readonly recorded: boolean;
  /** What callers hear before they are recorded, and while they wait. */
  readonly recordingMessage: string;
  readonly waitMessage: string;
}

/** Someone who answers the calls that wait at a number. */
export interface Agent {
  readonly id: string;
  readonly individual: string | undefined;
  readonly user: string | undefined;
  readonly phone: string | undefined;
  readonly inCall: boolean;
}

const lines = 'voice-settings';
const agents = 'voice-queue-agents';

export const linesOptions = (organisation: string) =>
  queryOptions({
    queryKey: courierKeys.list(lines, organisation),
    queryFn: ({ signal }) => readLines(organisation, signal),
  });

const readLines = (organisation: string, signal: AbortSignal | undefined) =>
  allItems(
    (page) =>
      call(contract.listVoiceSettings, { query: { 'organization-id': organisation, ...page }, signal }),
    normaliseLine,
  );

export const agentsOptions = (line: string) =>
  queryOptions({
    queryKey: courierKeys.list(agents, line),
    queryFn: ({ signal }) => readAgents(line, signal),
  });

const readAgents = (line: string, signal: AbortSignal | undefined) =>
  allItems(
    (page) => call(contract.listVoiceQueueAgents, { query: { 'setting-id': line, ...page }, signal }),
    normaliseAgent,
  );

export const normaliseLine = ({ id, of }: Item): PhoneLine => ({
  id,
  account: text(of['account-id']),
  phone: text(of['phone-number']) ?? '',
  forward: text(of['forward-number']) ?? '',
  recorded: flag(of['recording-enabled']) ?? false,
  recordingMessage: text(of['recording-message']) ?? '',
  waitMessage: text(of['wait-message']) ?? '',
});

export const normaliseAgent = ({ id, of }: Item): Agent => ({
  id,
  individual: text(of['individual-id']),
  user: idOf(of.user),
  phone: text(of['phone-number']),
  inCall: idOf(of.call) !== undefined,
});

export interface NewLine extends IdempotencyKey {
  readonly organisation: string;
  readonly account: string;
  readonly fields: LineFields;
}

/** Sets a number up. A number is there once. */
export const createLine = changing<NewLine>({
  send({ account, fields: wanted, ...wish }) {
    const { 'forward-number': forward, ...rest } = wireOf(wanted);
    const attributes = {
      ...rest,
      ...(forward ? { 'forward-number': forward } : {}),
      'account-id': account,
      'phone-number': wanted.phone,
    };
    const body = { data: { type: 'voice-settings' as const, attributes } };
    return write(contract.createVoiceSetting, { body, ...elevated(wish) });
  },
  async read({ organisation, fields: wanted }, signal) {
    return (await readLines(organisation, signal)).find(({ phone }) => phone === wanted.phone);
  },
  renews: [lines],
});

export interface LineChange extends IdempotencyKey {
  readonly id: string;
  /** What is different now. */
  readonly changes: Partial<LineFields>;
}

export const changeLine = changing<LineChange>({
  send({ id, changes, ...wish }) {
    const body = { data: { id, type: 'voice-settings' as const, attributes: wireOf(changes) } };
    return write(contract.updateVoiceSetting, { params: { id }, body, ...elevated(wish) });
  },
  async read({ id, changes }, signal) {
    const item = itemOf(await call(contract.getVoiceSetting, { params: { id }, signal }));
    const now = item && normaliseLine(item);
    return now && isSo<LineFields>(now, changes) ? now : undefined;
  },
  renews: [lines],
});

const wireOf = ({ phone, forward, recorded, recordingMessage, waitMessage }: Partial<LineFields>) => ({
  ...(phone === undefined ? {} : { 'phone-number': phone }),
  ...(forward === undefined ? {} : { 'forward-number': forward === '' ? null : forward }),
  ...(recorded === undefined ? {} : { 'recording-enabled': recorded }),
  ...(recordingMessage === undefined ? {} : { 'recording-message': recordingMessage }),
  ...(waitMessage === undefined ? {} : { 'wait-message': waitMessage }),
});

export interface NewAgent extends IdempotencyKey {
  readonly line: string;
  readonly individual: string;
  /** Empty for their own number at Courier. */
  readonly phone: string;
  /** They are called on a telephone; otherwise in Courier's app. */
  readonly byTelephone: boolean;
}

/** Has someone answer the calls of a number. Courier documents no way back. */
export const addAgent = changing<NewAgent>({
  send({ line, individual, phone, byTelephone, ...wish }) {
    const attributes = {
      'setting-id': line,
      'individual-id': individual,
      'use-pstn': byTelephone,
      ...(phone === '' ? {} : { 'phone-number': phone }),
    };
    const body = { data: { type: 'voice-queue-agents' as const, attributes } };
    return write(contract.createVoiceQueueAgent, { body, ...elevated(wish) });
  },
  async read({ line, individual }, signal) {
    return (await readAgents(line, signal)).find((one) => one.individual === individual);
  },
  renews: [agents],
});
