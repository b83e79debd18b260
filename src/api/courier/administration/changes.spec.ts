import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../../testing/lossy-server.ts';
import { lookNumberUp } from './number-info.ts';
import { deleteLog } from './number-log.ts';
import { setPreference } from './preferences.ts';
import { refreshQueue, taskOf } from './queue-refresh.ts';
import { changeResponder, createResponder, switchResponder } from './responders.ts';
import { changeSnippet, createSnippet, switchSnippet } from './snippets.ts';
import { addAgent, changeLine, createLine } from './telephone.ts';
import { changeAccount, createAccount } from './text-accounts.ts';
import { addNumber, changeNumber } from './text-numbers.ts';
import { setUserNumber } from './user-numbers.ts';

type Attributes = Record<string, unknown>;

const id = '22222222-2222-4222-8222-222222222222';
const other = '33333333-3333-4333-8333-333333333333';
const wish = { key: '11111111-1111-4111-8111-111111111111', since: 0 };
const watch = { earlier: undefined, hasty: true };

/** What Courier has, by resource and id. */
let there: Record<string, Record<string, Attributes>>;
/** Whether a request does anything there. */
let happens: boolean;
let bodies: unknown[];
let server: LossyServer;

const itemsIn = (resource: string) =>
  Object.entries(there[resource] ?? {}).map(([of, attributes]) => ({ id: of, type: resource, attributes }));

/** What a verb does to what it is done to. */
const acts: Readonly<Record<string, (resource: string, of: string, body: Attributes) => void>> = {
  enable: (resource, of) => Object.assign(there[resource]?.[of] ?? {}, { enabled: true }),
  disable: (resource, of) => Object.assign(there[resource]?.[of] ?? {}, { enabled: false }),
  'reset-logs': () => {
    there['text-number-logs'] = {};
  },
  'claim-number': (_, of, { notes }) => {
    there['text-account-numbers'] = { ...there['text-account-numbers'], new: { notes, 'account-id': of } };
  },
  'run-task': () => undefined,
};

function change(method: string, path: string, body: Attributes): void {
  const [resource = '', of = '', verb = ''] = path.split('/v1/')[1]?.split('/') ?? [];
  const { attributes } = Object(body.data);
  if (method === 'PATCH') Object.assign(there[resource]?.[of] ?? {}, attributes);
  else if (of === '') there[resource] = { ...there[resource], new: attributes };
  else acts[verb]?.(resource, of, body);
}

beforeEach(() => {
  useQuickTime();
  there = {};
  [happens, bodies] = [true, []];
  server = new LossyServer((method, path, body) => {
    if (path.startsWith('/admin/ledger')) {
      return { entries: [{ id: 1, system: 'courier', key: wish.key, state: 'unknown' }], more: false };
    }
    if (method !== 'GET') {
      bodies.push(body);
      if (happens) change(method, path, Object(body));
      return { data: { id: 'task' } };
    }
    const [resource = '', of = ''] = path.split('?')[0]?.split('/v1/')[1]?.split('/') ?? [];
    const items = itemsIn(resource);
    return { data: of === '' ? items : items.find((one) => one.id === of), meta: {} };
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const client = () => new QueryClient();
const line = { phone: '+3225550102', forward: '', recorded: true, recordingMessage: 'R', waitMessage: 'W' };
const responder = {
  name: 'Holidays',
  message: 'Back soon.',
  group: other,
  start: Date.parse('2026-07-01T08:00:00Z'),
  end: undefined,
  zone: 'Europe/Brussels',
  hours: { begin: '18:00', end: '08:00' },
};
const data = (type: string, attributes: object, of?: string) => ({
  data: { ...(of === undefined ? {} : { id: of }), type, attributes },
});

interface Case {
  readonly run: () => Promise<unknown>;
  /** What is there before. */
  readonly before?: Record<string, Attributes>;
  readonly resource: string;
  readonly sent: unknown;
}

const cases: Readonly<Record<string, Case>> = {
  'setting a number up': {
    resource: 'voice-settings',
    run: () => createLine(client(), { ...wish, organisation: id, account: other, fields: line }, watch),
    sent: data('voice-settings', {
      'account-id': other,
      'phone-number': '+3225550102',
      'recording-enabled': true,
      'recording-message': 'R',
      'wait-message': 'W',
    }),
  },
  'changing a number': {
    resource: 'voice-settings',
    before: { [id]: { 'forward-number': '+3225550199', 'recording-enabled': true } },
    run: () => changeLine(client(), { ...wish, id, changes: { forward: '', recorded: false } }, watch),
    sent: data('voice-settings', { 'forward-number': null, 'recording-enabled': false }, id),
  },
  'adding an agent': {
    resource: 'voice-queue-agents',
    run: () =>
      addAgent(client(), { ...wish, line: id, individual: other, phone: '', byTelephone: true }, watch),
    sent: data('voice-queue-agents', { 'setting-id': id, 'individual-id': other, 'use-pstn': true }),
  },
  'creating an account': {
    resource: 'text-accounts',
    before: { [other]: {} },
    run: () =>
      createAccount(client(), { ...wish, organisation: id, customNumber: true, known: [other] }, watch),
    sent: data('text-accounts', { 'organization-id': id, 'allow-custom-number': true }),
  },
  'changing an account': {
    resource: 'text-accounts',
    before: { [id]: { 'allow-custom-number': true } },
    run: () => changeAccount(client(), { ...wish, id, changes: { phone: '+14155550123' } }, watch),
    sent: data('text-accounts', { 'phone-number': '+14155550123' }, id),
  },
  'renting a number': {
    resource: 'text-account-numbers',
    before: { [other]: { notes: 'Payroll' } },
    run: () =>
      addNumber(client(), { ...wish, account: id, notes: 'Payroll', area: '415', known: [other] }, watch),
    sent: data('text-account-numbers', { 'account-id': id, notes: 'Payroll', 'area-code': '415' }),
  },
  'claiming a number': {
    resource: 'text-account-numbers',
    run: () => addNumber(client(), { ...wish, account: id, notes: 'Tax', area: undefined, known: [] }, watch),
    sent: { notes: 'Tax' },
  },
  'changing a number of text messages': {
    resource: 'text-account-numbers',
    before: { [id]: { notes: 'a', logging: false } },
    run: () => changeNumber(client(), { ...wish, id, changes: { logged: true, notes: 'b' } }, watch),
    sent: data('text-account-numbers', { notes: 'b', logging: true }, id),
  },
  'deleting a log': {
    resource: 'text-number-logs',
    before: { [other]: { log: 'to +32' } },
    run: () => deleteLog(client(), { ...wish, number: id }, watch),
    sent: {},
  },
  'choosing someone’s number': {
    resource: 'text-user-number-maps',
    run: () => setUserNumber(client(), { ...wish, organisation: id, user: other, number: id }, watch),
    sent: data('text-user-number-maps', { 'organization-id': id, 'user-id': other, 'number-id': id }),
  },
  'asking the carriers': {
    resource: 'text-number-info',
    before: { [other]: { status: 'completed' } },
    run: () => lookNumberUp(client(), { ...wish, number: '+14155550123', known: [other] }, watch),
    sent: data('text-number-info', { number: '+14155550123', reresolve: true }),
  },
  'creating a snippet': {
    resource: 'messaging-plugins',
    run: () =>
      createSnippet(
        client(),
        { ...wish, organisation: id, name: 'hours', text: 'Nine.', type: undefined },
        watch,
      ),
    sent: data('messaging-plugins', {
      'organization-id': id,
      name: 'hours',
      type: 'snippet',
      args: { text: 'Nine.' },
    }),
  },
  'changing a snippet': {
    resource: 'messaging-plugins',
    before: { [id]: { name: 'hours', args: { text: 'Nine.', tone: 'kind' } } },
    run: () =>
      changeSnippet(
        client(),
        { ...wish, id, changes: { text: 'Ten.' }, args: { text: 'Nine.', tone: 'kind' } },
        watch,
      ),
    sent: data('messaging-plugins', { args: { text: 'Ten.', tone: 'kind' } }, id),
  },
  'switching a snippet off': {
    resource: 'messaging-plugins',
    before: { [id]: { enabled: true } },
    run: () => switchSnippet(client(), { ...wish, id, on: false }, watch),
    sent: {},
  },
  'creating an automatic answer': {
    resource: 'messaging-responders',
    run: () =>
      createResponder(client(), { ...wish, organisation: id, type: 'simple', fields: responder }, watch),
    sent: data('messaging-responders', {
      'organization-id': id,
      name: 'Holidays',
      type: 'simple',
      args: { message: 'Back soon.' },
      'individual-group-id': other,
      'start-at': '2026-07-01T08:00:00.000Z',
      'calendar-args': {
        timezone: 'Europe/Brussels',
        rules: [{ day: 'everyday', 'start-time': '18:00', 'end-time': '08:00' }],
      },
    }),
  },
  'changing an automatic answer': {
    resource: 'messaging-responders',
    before: { [id]: { name: 'a', args: { message: 'b', tone: 'kind' } } },
    run: () =>
      changeResponder(
        client(),
        { ...wish, id, args: { message: 'b', tone: 'kind' }, newHours: false, fields: responder },
        watch,
      ),
    sent: data(
      'messaging-responders',
      {
        name: 'Holidays',
        args: { message: 'Back soon.', tone: 'kind' },
        'individual-group-id': other,
        'start-at': '2026-07-01T08:00:00.000Z',
        'end-at': null,
      },
      id,
    ),
  },
  'switching an automatic answer on': {
    resource: 'messaging-responders',
    before: { [id]: { enabled: false } },
    run: () => switchResponder(client(), { ...wish, id, on: true }, watch),
    sent: {},
  },
  'choosing a preference': {
    resource: 'org-preferences',
    before: { [other]: { name: 'initial-sms-message', value: 'Hello', explicit: false } },
    run: () =>
      setPreference(
        client(),
        { ...wish, organisation: id, name: 'default-channel-title', value: 'You' },
        watch,
      ),
    sent: data('org-preferences', {
      'organization-id': id,
      name: 'default-channel-title',
      type: 'json',
      value: 'You',
    }),
  },
};

describe.each(Object.entries(cases))('%s', (_, { resource, before = {}, run, sent }) => {
  beforeEach(() => {
    there[resource] = structuredClone(before);
  });

  it('sends exactly what was wanted', async () => {
    expect(await passTime(run())).toMatchObject({ kind: 'done', found: false });
    expect(bodies).toEqual([sent]);
  });

  it('is found at Courier when its response is lost, and not sent again', async () => {
    server.losses = ['after'];
    // What only Courier itself adds.
    if (resource === 'org-preferences') {
      there[resource] = { new: { name: 'default-channel-title', value: 'You', explicit: true } };
      happens = false;
    }
    expect(await passTime(run())).toMatchObject({ kind: 'done', found: true });
    expect(server.sent).toHaveLength(1);
  });

  it('is not done where Courier shows the old state', async () => {
    [server.losses, happens] = [['after'], false];
    expect(await passTime(run())).toMatchObject({ kind: 'refused', looked: true });
    expect(server.sent).toHaveLength(1);
  });
});

it('nothing shows whether a queue was refreshed, except the ledger', async () => {
  const run = () => passTime(refreshQueue(client(), { ...wish, line: id }, watch));
  const done = await run();
  expect(done).toMatchObject({ kind: 'done', found: false });
  expect(done.kind === 'done' && taskOf(done.value)).toBe('task');
  expect(bodies).toEqual([{ method: 'refresh_queue_entries' }]);
  server.losses = ['after'];
  expect(await run()).toMatchObject({ kind: 'unknown', untold: true });
});
