import { describe, expect, test } from 'vitest';
import { readSettings } from './settings.ts';

const claritalk = {
  CLARITALK_URL: 'https://staging.claritalk.com/',
  CLARITALK_CLIENT_ID: 'id',
  CLARITALK_CLIENT_SECRET: 'the-secret',
};

test('everything has a default', () => {
  expect(readSettings({ PORT: '', CLARITALK_URL: ' ' })).toEqual({
    host: 'localhost',
    port: 4180,
    sandboxPort: 4181,
    dataDir: expect.stringMatching(/\/data$/),
    databaseUrl: undefined,
    distDir: expect.stringMatching(/\/dist$/),
    claritalk: undefined,
    publicUrl: 'http://localhost:4180',
    scope: 'api.connect offline_access',
    sessionSecret: undefined,
    sessionDays: 30,
    connectionsSecret: undefined,
    systemUrls: expect.objectContaining({
      chat2desk: 'http://localhost:4181/systems/chat2desk',
      claap: 'http://localhost:4181/systems/claap',
    }),
    allowPurge: false,
    courierPerSecond: 5,
    tokenRequestsPerMinute: 60,
    uploadChunkBytes: 4_718_592,
    indexRequestsPerMinute: 240,
    sandboxMeetings: undefined,
    sandboxConnected: true,
    sandboxConnectAccount: 'owen',
    liveUpdates: true,
    hookSecrets: undefined,
    keptDeliveries: 5000,
    keptDeliveryDays: 30,
    metrics: undefined,
    shutdownMs: 0,
    logLevel: 'info',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
  });
});

test('settings are read', () => {
  expect(
    readSettings({
      ...claritalk,
      PORT: '80',
      PUBLIC_URL: 'https://dash.example.com',
      SESSION_SECRET: 's'.repeat(32),
      UPLOAD_CHUNK_BYTES: '1024',
      SANDBOX_MEETINGS: '0',
    }),
  ).toMatchObject({
    claritalk: { url: 'https://staging.claritalk.com', clientId: 'id', clientSecret: 'the-secret' },
    port: 80,
    publicUrl: 'https://dash.example.com',
    uploadChunkBytes: 1024,
    sandboxMeetings: 0,
  });
});

test('several servers share a PostgreSQL, and then all secrets', () => {
  const url = 'postgres://dashboard:secret@db.internal/dashboard?sslmode=require';
  const secret = 's'.repeat(32);
  const shared = { SESSION_SECRET: secret, CONNECTIONS_SECRET: secret, HOOK_SECRETS: 'h'.repeat(43) };
  const read = (given: Record<string, string>) => readSettings({ ...claritalk, DATABASE_URL: url, ...given });
  expect(read(shared).databaseUrl).toBe(url);
  expect(read({ ...shared, HOOK_SECRETS: '', LIVE_UPDATES: '0' }).databaseUrl).toBe(url);
  expect(() => read({ ...shared, DATABASE_URL: 'mysql://db/dashboard' })).toThrow(
    'DATABASE_URL must be an address of PostgreSQL: postgres://user:password@host/database',
  );
  expect(() => read({ SESSION_SECRET: secret })).toThrow(
    'With DATABASE_URL, CONNECTIONS_SECRET and HOOK_SECRETS must be set, to the same for all servers: each would make its own.',
  );
  expect(() => readSettings({ DATABASE_URL: url, ...shared })).toThrow(
    'DATABASE_URL is for a Claritalk of your own: set CLARITALK_URL, or leave both out.',
  );
});

test('an empty sandbox is connected to nothing, unless someone asks for it', () => {
  expect(readSettings({ SANDBOX_EMPTY: '1' })).toMatchObject({
    sandboxConnected: false,
    sandboxConnectAccount: undefined,
  });
  expect(
    readSettings({ SANDBOX_EMPTY: '1', SANDBOX_CONNECTED: '1', SANDBOX_CONNECT_ACCOUNT: 'ada' }),
  ).toMatchObject({ sandboxConnected: true, sandboxConnectAccount: 'ada' });
});

describe('a setting that makes no sense ends in one sentence', () => {
  test.each<[string, Record<string, string>, string]>([
    ['a port that is not one', { PORT: 'http' }, 'PORT must be a whole number from 1 to 65535, not "http".'],
    ['a port out of range', { PORT: '70000' }, 'PORT must be a whole number from 1 to 65535, not "70000".'],
    ['one port for both', { PORT: '4181' }, 'PORT and SANDBOX_PORT are both 4181; they must differ.'],
    [
      'half a client',
      { CLARITALK_URL: claritalk.CLARITALK_URL },
      'CLARITALK_URL, CLARITALK_CLIENT_ID, CLARITALK_CLIENT_SECRET belong together: set CLARITALK_CLIENT_ID and CLARITALK_CLIENT_SECRET too, or none of them to use the sandbox.',
    ],
    [
      'an address with a path',
      { ...claritalk, CLARITALK_URL: 'https://app.claritalk.com/api' },
      'CLARITALK_URL must be an address without a path, like https://app.example.com, not "https://app.claritalk.com/api".',
    ],
    [
      'an address with a password, which is not repeated',
      { ...claritalk, CLARITALK_URL: 'https://me:hidden@app.claritalk.com' },
      'CLARITALK_URL must be an address without a path, like https://app.example.com, not "https://…@app.claritalk.com".',
    ],
    [
      'an address that is not one',
      { PUBLIC_URL: 'dash.example.com' },
      'PUBLIC_URL must be an address without a path, like https://app.example.com, not "dash.example.com".',
    ],
    ['a short secret', { SESSION_SECRET: 'short' }, 'SESSION_SECRET must be at least 32 bytes long.'],
    ...[`short,${'o'.repeat(32)}`, `${'n'.repeat(32)},short`, `${'n'.repeat(32)},`].map(
      (CONNECTIONS_SECRET): [string, Record<string, string>, string] => [
        `two secrets of which one is short: ${CONNECTIONS_SECRET}`,
        { CONNECTIONS_SECRET },
        'CONNECTIONS_SECRET must be one secret without a comma, or two with a comma between them, the new one first, each at least 32 bytes long.',
      ],
    ),
    ['too few days', { SESSION_DAYS: '0' }, 'SESSION_DAYS must be a whole number from 1 to 365, not "0".'],
    [
      'chunks that Claritalk refuses',
      { UPLOAD_CHUNK_BYTES: '6000000' },
      'UPLOAD_CHUNK_BYTES must be a whole number from 1024 to 5242880, not "6000000".',
    ],
    [
      'an unknown log level',
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL must be one of debug, info, warn, error, silent, not "loud".',
    ],
    [
      'an unknown account',
      { SANDBOX_CONNECT_ACCOUNT: 'otto' },
      'SANDBOX_CONNECT_ACCOUNT must be one of ada, owen, nora, none, not "otto".',
    ],
  ])('%s', (_name, environment, message) => {
    expect(() => readSettings(environment)).toThrow(new Error(message));
  });
});

test('metrics have a port on this machine, or a token', () => {
  const token = 't'.repeat(32);
  const metrics = (environment: Record<string, string>) => readSettings(environment).metrics;
  expect(metrics({ METRICS_PORT: '9464' })).toEqual({ port: 9464, host: 'localhost', token: undefined });
  expect(metrics({ METRICS_TOKEN: token })).toEqual({ port: undefined, host: 'localhost', token });
  const open = { METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' };
  expect(metrics({ ...open, METRICS_TOKEN: token })).toEqual({ port: 9464, host: '0.0.0.0', token });
  expect(() => metrics(open)).toThrow('METRICS_HOST is not this machine: set METRICS_TOKEN too');
  expect(() => metrics({ METRICS_PORT: '4180' })).toThrow(
    'METRICS_PORT is 4180, which PORT or SANDBOX_PORT is too',
  );
  expect(() => metrics({ METRICS_TOKEN: 'short' })).toThrow('METRICS_TOKEN must be at least 32 bytes long.');
});

test('a secret is one, or a new and an old one', () => {
  const [one, other] = ['n'.repeat(32), 'o'.repeat(40)];
  expect(readSettings({ SESSION_SECRET: one }).sessionSecret).toEqual([one]);
  const both = `${one}, ${other}`;
  expect(readSettings({ SESSION_SECRET: both }).sessionSecret).toEqual([one, other, both]);
  // A single one from before, with a comma, can be replaced like any other.
  const odd = `${one},${other},short`;
  expect(readSettings({ CONNECTIONS_SECRET: odd }).connectionsSecret).toEqual([one, `${other},short`, odd]);
});

test('connected systems have their public addresses with a Claritalk, and any that the operator says', () => {
  expect(readSettings(claritalk).systemUrls).toMatchObject({
    chat2desk: 'https://api.chat2desk.com',
    claap: 'https://api.claap.io',
  });
  const own = { CHAT2DESK_URL: 'https://api.eu.example.com/c2d/', SANDBOX_PORT: '90' };
  expect(readSettings(own).systemUrls).toMatchObject({
    chat2desk: 'https://api.eu.example.com/c2d',
    claap: 'http://localhost:90/systems/claap',
  });
  for (const CLAAP_URL of ['ftp://a.test', 'https://a:b@c.test', 'https://a.test?x', 'claap']) {
    expect(() => readSettings({ CLAAP_URL })).toThrow('CLAAP_URL must be');
  }
  expect(() => readSettings({ CONNECTIONS_SECRET: 'short' })).toThrow('CONNECTIONS_SECRET must be at least');
});
