import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { operations } from '#contract/courier/table.ts';
import { maxPathLength } from '#contract/gateway/connection-paths.ts';
import { isPathGuessed } from '#contract/system.ts';
import { token } from '../../../sandboxes/courier/credentials.ts';
import { CourierWorld, type Who } from '../../testing/courier-world.ts';

let world: CourierWorld;
beforeAll(async () => {
  world = await CourierWorld.start();
});
afterAll(() => world.stop());

interface Listed {
  readonly operation: string;
  readonly method: string;
  readonly usual: string;
  readonly set: string | null;
}

const list = async (): Promise<readonly Listed[]> =>
  (await world.read('ada', '/connections/courier/paths')).body.paths;
const setIn = async () =>
  (await list()).filter(({ set }) => set !== null).map(({ operation, set }) => [operation, set]);
const change = (who: Who, operation: string, path: string | null, seen: string | null = null) =>
  world.admin.ask(world.people[who], 'PUT', `/connections/courier/paths/${operation}`, {
    body: { path, seen },
  });
const codeOf = ({ status, body }: { status: number; body?: { refusal?: { code: string } } }) => [
  status,
  body?.refusal?.code,
];
const move = (operation: string, servedAt: string) =>
  world.courier.faults.add({ operation: `courier.${operation}`, servedAt });

afterEach(async () => {
  world.courier.faults.clear();
  for (const { operation, set } of await list()) {
    if (set !== null) expect((await change('ada', operation, null, set)).status).toBe(204);
  }
});

const organization = '11111111-1111-4111-8111-111111111111';
const announcer = (name: string) => ({
  data: {
    type: 'announcers',
    attributes: { name, type: 'message', event: 'individual-shared', args: { message: 'New.' } },
  },
});
const ledgerOf = async (key: string) => {
  const { body } = await world.read('ada', '/ledger?system=courier&limit=50');
  return body.entries.find((entry: { key: string }) => entry.key === key)?.state;
};

describe('the list', () => {
  test('has every row whose path is not certain, and no other', async () => {
    const guessed = operations.filter((row) => row.proxied && isPathGuessed(row));
    expect(
      (await list()).map(({ operation, method, usual, set }) => [operation, method, usual, set]),
    ).toEqual(guessed.map(({ name, upstreamMethod, path }) => [name, upstreamMethod, path, null]));
    expect(guessed.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['listAnnouncers', 'getAskReminder', 'downloadVoiceRecording']),
    );
    // Documented, of the public page, and sent to where a response says.
    for (const name of ['listTexts', 'deleteAnnouncer', 'uploadMessagingAttachment']) {
      expect(guessed.map((row) => row.name)).not.toContain(name);
    }
  });

  test('is for admins, as is changing it', async () => {
    expect(codeOf(await world.read('owen', '/connections/courier/paths'))).toEqual([403, 'not-an-admin']);
    expect(codeOf(await change('owen', 'listAnnouncers', '/v1/announcer/'))).toEqual([403, 'not-an-admin']);
    expect(await setIn()).toEqual([]);
  });
});

describe('a server that names it otherwise', () => {
  test('is told from one that fails, and nothing was done', async () => {
    move('listAnnouncers', '/v2/announcer-list/');
    move('createAnnouncer', '/v2/announcer-list/');
    const listed = await world.ask('ada', 'GET', '/v1/announcers/');
    expect([listed.status, listed.body.refusal]).toEqual([
      424,
      { code: 'path-unknown', values: { system: 'Courier', path: 'GET /v1/announcers/' } },
    ]);
    const key = randomUUID();
    const made = await world.ask('ada', 'POST', '/v1/announcers/', { key, body: announcer('Moved') });
    expect([...codeOf(made), await ledgerOf(key)]).toEqual([424, 'path-unknown', 'not-sent']);
  });

  test('by another method as well', async () => {
    // Without it only deleting is left at this path.
    move('getAnnouncer', '/v2/announcer/:id/');
    move('updateAnnouncer', '/v2/announcer/:id/');
    const found = await world.ask('ada', 'GET', `/v1/announcers/${organization}/`);
    expect([found.status, found.body.refusal.code]).toEqual([424, 'path-unknown']);
  });

  test('may have lost the one that was asked for instead', async () => {
    const found = await world.ask('ada', 'GET', `/v1/ask-reminders/${organization}/`);
    expect([found.status, found.body.refusal]).toEqual([
      404,
      {
        code: 'path-or-item-unknown',
        values: {
          system: 'Courier',
          path: 'GET /v1/ask-reminders/:id/',
          said: 'There is none with this id.',
        },
      },
    ]);
  });

  test('is believed where the path is documented', async () => {
    const found = await world.ask('ada', 'GET', `/v1/messaging-operations/${organization}/`);
    expect(codeOf(found)).toEqual([404, 'upstream-refused']);
  });
});

describe('another path', () => {
  test('is used for its row alone, and the same request can be sent again', async () => {
    move('listAnnouncers', '/v2/announcer-list/');
    move('createAnnouncer', '/v2/announcer-list/');
    const [key, body] = [randomUUID(), announcer('After all')];
    expect((await world.ask('ada', 'POST', '/v1/announcers/', { key, body })).status).toBe(424);
    expect((await change('ada', 'listAnnouncers', '/v2/announcer-list/')).status).toBe(204);
    expect((await world.ask('ada', 'GET', '/v1/announcers/')).status).toBe(200);
    // The other one at the same path is another row.
    expect((await world.ask('ada', 'POST', '/v1/announcers/', { key, body })).status).toBe(424);
    expect((await change('ada', 'createAnnouncer', '/v2/announcer-list/')).status).toBe(204);
    expect((await world.ask('ada', 'POST', '/v1/announcers/', { key, body })).status).toBe(201);
    expect(await ledgerOf(key)).toBe('done');
    // What is done stays done.
    expect((await world.ask('ada', 'POST', '/v1/announcers/', { key, body })).status).toBe(201);
    const names = (await world.ask('ada', 'GET', '/v1/announcers/')).body.data.map(
      (one: { attributes: { name: string } }) => one.attributes.name,
    );
    expect(names.filter((name: string) => name === 'After all')).toHaveLength(1);
  });

  test('keeps what fills it, and the query', async () => {
    const [client] = await world.clients();
    move('getIndividual', '/v2/people/:id/card/');
    expect((await change('ada', 'getIndividual', '/v2/people/:id/card/')).status).toBe(204);
    const found = await world.ask('ada', 'GET', `/v1/individuals/${client?.individual}/`);
    expect([found.status, found.body.data.id]).toEqual([200, client?.individual]);
    move('listMessagingChannels', '/v2/rooms/');
    expect((await change('ada', 'listMessagingChannels', '/v2/rooms/')).status).toBe(204);
    const query = 'page%5Blimit%5D=2&page%5Boffset%5D=1';
    const channels = await world.ask('ada', 'GET', `/v1/messaging-channels/?${query}`);
    expect([channels.status, channels.body.data.length]).toEqual([200, 2]);
  });

  test('is used by what the gateway itself reads', async () => {
    move('listVideoChannels', '/v2/video-rooms/');
    const videos = () => world.read('ada', '/calls/courier/videos');
    expect((await videos()).body.refusal).toEqual({
      code: 'path-unknown',
      values: { system: 'Courier', path: 'GET /v1/video-channels/' },
    });
    expect((await change('ada', 'listVideoChannels', '/v2/video-rooms/')).status).toBe(204);
    expect((await videos()).status).toBe(200);
  });

  test('is what the API console shows', async () => {
    await change('ada', 'getVoiceQueueEntry', '/v2/waiting/:id/');
    const forms = (await world.read('ada', '/systems/courier/operations')).body.operations;
    const formOf = (name: string) => forms.find((one: { name: string }) => one.name === name);
    expect(formOf('getVoiceQueueEntry')).toMatchObject({
      path: '/v1/voice-queue-entries/:id/',
      upstreamPath: '/v2/waiting/:id/',
      pathGuessed: true,
    });
    expect(formOf('listTexts')).toMatchObject({ upstreamPath: '/v1/texts/', pathGuessed: false });
  });

  test('that is not known lets nobody take a sent e-mail for one that was not', async () => {
    const [client] = await world.clients();
    const attributes = {
      'individual-id': client?.individual,
      to: client?.email,
      subject: 'Hi',
      message: 'Hi',
    };
    const made = await world.ask('ada', 'POST', '/v1/user-emails/', {
      body: { data: { type: 'user-emails', attributes } },
    });
    const { id } = made.body.data;
    world.courier.faults.add({
      operation: 'courier.sendUserEmail',
      drop: true,
      afterProcessing: true,
      times: 1,
    });
    const key = randomUUID();
    await world.ask('ada', 'POST', `/v1/user-emails/${id}/send/`, { key, body: {} });
    move('getUserEmail', '/v2/mails/:id/');
    const entries = (await world.read('ada', '/ledger?system=courier&limit=5')).body.entries;
    const entry = entries.find((one: { key: string }) => one.key === key);
    await world.admin.ask(world.people.ada, 'POST', `/ledger/${entry.id}/look`);
    expect(await ledgerOf(key)).toBe('unknown');
    expect((await change('ada', 'getUserEmail', '/v2/mails/:id/')).status).toBe(204);
    await world.admin.ask(world.people.ada, 'POST', `/ledger/${entry.id}/look`);
    expect(await ledgerOf(key)).toBe('done');
  });

  test('is in the audit log, survives a restart, and ends with the connection', async () => {
    expect((await change('ada', 'getOrganization', '/v1/companies/:id/')).status).toBe(204);
    expect(world.admin.lastEntry()).toMatchObject({
      action: 'setPath',
      target: 'Courier: getOrganization',
      change: JSON.stringify({ path: '/v1/companies/:id/' }),
      outcome: 'done',
    });
    await world.restart();
    expect(await setIn()).toEqual([['getOrganization', '/v1/companies/:id/']]);
    const { connections } = (await world.read('ada', '/connections')).body;
    const [{ version }] = connections;
    const body = { name: 'Courier', version };
    await world.admin.ask(world.people.ada, 'DELETE', '/connections/courier', { body });
    expect(codeOf(await change('ada', 'getOrganization', '/v1/companies/:id/'))).toEqual([
      424,
      'not-connected',
    ]);
    const again = { key: token, version: null };
    await world.admin.ask(world.people.ada, 'PUT', '/connections/courier', { body: again });
    expect(await setIn()).toEqual([]);
  });

  test('of someone else is not overwritten unseen; the same again changes nothing', async () => {
    expect((await change('ada', 'getUser', '/v1/user/:id/')).status).toBe(204);
    expect(codeOf(await change('ada', 'getUser', '/v1/account/:id/'))).toEqual([409, 'connection-changed']);
    expect((await change('ada', 'getUser', '/v1/user/:id/')).status).toBe(204);
    expect(await setIn()).toEqual([['getUser', '/v1/user/:id/']]);
    expect((await change('ada', 'getUser', '/v1/users/:id/', '/v1/user/:id/')).status).toBe(204);
    expect(await setIn()).toEqual([]);
  });
});

describe('a text that cannot be a path', () => {
  test.each([
    '',
    'v1/user/:id/',
    '//evil.example/:id/',
    '/\\evil.example/:id/',
    'https://evil.example/:id/',
    '/@evil.example/:id/',
    '/v1/evil.example:443/:id/',
    '/v1/../:id/',
    '/v1/./:id/',
    '/v1/.hidden/:id/',
    '/v1/%2e%2e/:id/',
    '/v1/%2fuser/:id/',
    '/v1//user/:id/',
    '/v1/user/:id//',
    '/v1/user/:id/?x=1',
    '/v1/user/:id/#x',
    '/v1/user/:id/ ',
    '/v1/user\r\nHost: evil/:id/',
    '/v1/üser/:id/',
    '/v1/user;a=b/:id/',
    '/v1/user:id/',
    `/v1/${'x'.repeat(maxPathLength)}/:id/`,
  ])('%j', async (path) => {
    const answer = await change('ada', 'getUser', path);
    expect([answer.status, await setIn()]).toEqual([400, []]);
    expect(['path-malformed', 'path-placeholders', 'field-invalid']).toContain(answer.body.refusal?.code);
  });

  test.each(['/v1/user/', '/v1/user/:user/', '/v1/user/:id/:id/', '/v1/:organisation/user/:id/'])(
    '%s: other placeholders',
    async (path) => {
      const answer = await change('ada', 'getUser', path);
      expect([answer.status, answer.body.refusal]).toEqual([
        400,
        { code: 'path-placeholders', values: { names: ':id' } },
      ]);
    },
  );

  // Each would be reached with the guards of another row, or of none.
  test.each([
    ['getUser', '/v1/video-channels/:id/get-credentials/', 'getVideoChannelCredentials'],
    ['getUser', '/v2/VIDEO-CHANNELS/:id/get-credentials', 'getVideoChannelCredentials'],
    ['getUser', '/api/v1/video-channels/:id/get-credentials/', 'getVideoChannelCredentials'],
    ['getUser', '/v1/video-channels/:id/get-credentials', 'getVideoChannelCredentials'],
    ['createAnnouncer', '/v1/purge-data/', 'purgeData'],
    ['createMessagingMessage', '/v9/texts', 'sendText'],
    ['archiveMessagingChannel', '/v1/user-emails/:id/send/', 'sendUserEmail'],
    ['getSniffer', '/v1/sniffers/:id/get-logs/', 'getSnifferLogs'],
  ])('%s: %s is that of %s', async (row, path, other) => {
    const answer = await change('ada', row, path);
    const { title } = operations.find(({ name }) => name === other) ?? {};
    expect([answer.status, answer.body.refusal]).toEqual([
      409,
      { code: 'path-taken', values: { system: 'Courier', title } },
    ]);
  });

  test('nor is one that another row was given', async () => {
    expect((await change('ada', 'createMessagingBulkMessage', '/v1/bulk-posts/')).status).toBe(204);
    expect(codeOf(await change('ada', 'createAnnouncer', '/v1/bulk-posts/'))).toEqual([409, 'path-taken']);
  });

  test.each([
    'listTexts',
    'purgeData',
    'deleteAnnouncer',
    'uploadMessagingAttachment',
    'getVideoChannelCredentials',
    'nothing',
  ])('%s has a path that is certain, or is asked for by nobody', async (name) => {
    expect((await change('ada', name, '/v1/elsewhere/')).status).toBe(404);
  });

  test('the guards of a row stay with it wherever it is', async () => {
    expect((await change('ada', 'getSniffer', '/v1/watchers/:id/')).status).toBe(204);
    const answer = await world.ask('ada', 'GET', `/v1/sniffers/${organization}/`);
    expect(codeOf(answer)).toEqual([400, 'reason-needed']);
    // The gateway has no path but the table's.
    expect((await world.ask('ada', 'GET', `/v1/watchers/${organization}/`)).status).toBe(404);
  });
});
