import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PushWorld, processed, statusChange } from '../testing/push-world.ts';
import { parseHookSecrets } from './hook-secrets.ts';
import { deliveryLimits } from './read-delivery.ts';

let push: PushWorld;
beforeAll(async () => {
  push = await PushWorld.start();
});
afterAll(() => push.stop());

const kept = () => Number(push.sql('SELECT count(*) AS n FROM deliveries')[0]?.n);
const events = (subject: string) => push.sql(`SELECT * FROM events WHERE subject = '${subject}'`).length;
const pdf = (bytes: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(bytes)]);

/** A delivery this many levels deep, including the envelope and its data. */
const nested = (levels: number) => {
  const inside = '['.repeat(levels - 2) + ']'.repeat(levels - 2);
  return `{"event":"x","timestamp":"","data":{"a":${inside}}}`;
};
/** A delivery with this many parts and a few more. */
const divided = (parts: number) => `{"event":"x","timestamp":"","data":{"a":[${'0,'.repeat(parts)}0]}}`;

describe('someone who does not know the secret', () => {
  test.each([
    ['a wrong one', () => randomBytes(32).toString('base64url')],
    ['none', () => ''],
    ['a beginning', () => push.secret.slice(0, 42)],
    ['more', () => `${push.secret}A`],
    ['a path below', () => `${push.secret}/x`],
    ['another case', () => push.secret.toUpperCase()],
    ['a query behind it', () => `${push.secret}?a=1`],
  ])('%s: learns nothing and leaves nothing', async (_name, secret) => {
    const before = kept();
    const response = await push.hook(statusChange(randomUUID(), 'finished'), { secret: secret() });
    expect(response.status).toBe(404);
    expect(kept()).toBe(before);
  });

  test('cannot tell a method or a body from another', async () => {
    const url = `${push.world.url}/hooks/${randomBytes(32).toString('base64url')}`;
    expect((await fetch(url)).status).toBe(404);
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(100) })).status).toBe(404);
  });

  test.each([
    ['as it is', (secret: string) => `/hooks/${secret}`],
    ['with a host', (secret: string) => `http://localhost/hooks/${secret}`],
    ['with two slashes', (secret: string) => `//hooks/${secret}`],
    ['in another case', (secret: string) => `/Hooks/${secret}`],
    ['encoded', (secret: string) => `/%68ooks/${secret}`],
    ['encoded twice', (secret: string) => `/hooks%252F${secret}`],
    ['with a dot', (secret: string) => `/./hooks/${secret}`],
    ['with parameters', (secret: string) => `/hooks;a/${secret}?b#c`],
    ['under another name', (secret: string) => `/hock/${secret}`],
    ['as an operation', (secret: string) => `/api/hooks/${secret}`],
    ['as a page', (secret: string) => `/meetings/${secret}.html`],
  ])('finds it in no log: %s', async (_name, target) => {
    const before = push.world.lines.length;
    await push.world.rawStatus('POST', target(push.secret), ['Content-Length: 0']);
    await expect.poll(() => push.world.lines.length).toBeGreaterThan(before);
    expect(push.world.lines.join('\n')).not.toContain(push.secret.slice(0, 10));
    expect(push.world.lines.join('\n')).not.toContain(push.secret.slice(-10));
  });

  test('cannot read the file', () => {
    // Without the umask of `main.ts`, too: each file has its own mode.
    const files = readdirSync(push.world.dataDir).filter((file) => file !== 'dist');
    expect(files).toEqual(expect.arrayContaining(['hook-secrets', 'push.sqlite-wal', 'sessions.sqlite']));
    for (const file of files) expect(statSync(join(push.world.dataDir, file)).mode & 0o777, file).toBe(0o600);
  });
});

describe('a delivery', () => {
  test('is on disk, encrypted, by the time of the response', async () => {
    const meeting = randomUUID();
    expect(await push.result(statusChange(meeting, 'processing'))).toBe('announced');
    const [row] = push.sql(`SELECT * FROM deliveries WHERE subject = '${meeting}'`);
    expect(row).toMatchObject({ event: 'meeting.status.changed', status: 'processing', result: 'announced' });
    const file = readFileSync(join(push.world.dataDir, 'push.sqlite'), 'latin1');
    const log = readFileSync(join(push.world.dataDir, 'push.sqlite-wal'), 'latin1');
    expect(file + log).not.toContain('Secret plans');
  });

  test('that comes again gets a response again and informs nobody', async () => {
    const meeting = randomUUID();
    const body = JSON.stringify(statusChange(meeting, 'finished'));
    expect(await push.result(body)).toBe('announced');
    expect(await push.result(body)).toBe('repeated');
    expect(await push.result(body)).toBe('repeated');
    expect(events(meeting)).toBe(1);
    expect(push.sql(`SELECT repeats FROM deliveries WHERE subject = '${meeting}'`)).toEqual([{ repeats: 2 }]);
  });

  test('that comes many times at once informs once', async () => {
    const meeting = randomUUID();
    const body = JSON.stringify(statusChange(meeting, 'finished'));
    const results = await Promise.all(Array.from({ length: 6 }, () => push.result(body)));
    expect(results.filter((result) => result === 'announced')).toHaveLength(1);
    expect(events(meeting)).toBe(1);
  });

  test('that was overtaken informs nobody, by time and within one second', async () => {
    const meeting = randomUUID();
    const now = statusChange(meeting, 'finished');
    expect(await push.result(now)).toBe('announced');
    expect(await push.result(statusChange(meeting, 'processing', 5))).toBe('late');
    expect(await push.result({ ...statusChange(meeting, 'processing'), timestamp: now.timestamp })).toBe(
      'late',
    );
    expect(events(meeting)).toBe(1);
  });

  test('that continues after the end is new', async () => {
    const meeting = randomUUID();
    expect(await push.result(statusChange(meeting, 'finished', 60))).toBe('announced');
    expect(await push.result(statusChange(meeting, 'processing', 30))).toBe('announced');
  });

  test('from a clock that is fast does not make what follows look late', async () => {
    const meeting = randomUUID();
    expect(await push.result(statusChange(meeting, 'processing', -3600))).toBe('announced');
    expect(await push.result(statusChange(meeting, 'finished', 0))).toBe('announced');
  });

  test('older than repeats are remembered informs nobody', async () => {
    const meeting = randomUUID();
    expect(await push.result(statusChange(meeting, 'finished', 25 * 3600))).toBe('old');
    expect(events(meeting)).toBe(0);
  });

  test('of an unknown event is kept', async () => {
    expect(await push.result({ event: 'invoice.paid', timestamp: 'soon', data: { id: randomUUID() } })).toBe(
      'unknown',
    );
    expect(await push.result({ event: 'meeting.vanished', timestamp: 'x', data: { id: '../..' } })).toBe(
      'unknown',
    );
  });

  test('of a new kind about a meeting is passed on', async () => {
    const meeting = randomUUID();
    const body = { ...statusChange(meeting, 'finished'), event: 'meeting.coached' };
    expect(await push.result(body)).toBe('announced');
  });

  test('brings its report, apart from its payload and encrypted', async () => {
    const meeting = randomUUID();
    expect(await push.result(processed(meeting, pdf(5_000_000)))).toBe('announced');
    const [report] = push.sql(`SELECT filename, bytes FROM reports WHERE meeting = '${meeting}'`);
    expect(report).toEqual({ filename: 'plans-summary-report.pdf', bytes: 5_000_009 });
    const sql = `SELECT length(payload) AS n FROM deliveries WHERE subject = '${meeting}'`;
    expect(Number(push.sql(sql)[0]?.n)).toBeLessThan(1_000);
    expect(push.sql(`SELECT 1 FROM reports WHERE hex(content) LIKE '%255044462D%'`)).toEqual([]);
  });

  test('may give its report any name', async () => {
    const meeting = randomUUID();
    await push.result(processed(meeting, pdf(10), `../x\r\na${' '.repeat(5_000_000)}b.pdf`));
    expect(push.sql(`SELECT filename FROM reports WHERE meeting = '${meeting}'`)).toEqual([
      { filename: 'xa.pdf' },
    ]);
  });

  test('from a clock that is fast does not keep out the next report', async () => {
    const meeting = randomUUID();
    const early = { ...processed(meeting, pdf(10)), timestamp: '+275000-01-01T00:00:00Z' };
    expect(await push.result(early)).toBe('announced');
    expect(await push.result(processed(meeting, pdf(20)))).toBe('announced');
    expect(push.sql(`SELECT bytes FROM reports WHERE meeting = '${meeting}'`)).toEqual([{ bytes: 29 }]);
  });

  test('that is too large to be shown is kept as an outline', async () => {
    const meeting = randomUUID();
    const body = statusChange(meeting, 'finished');
    const transcript = randomBytes(3_000_000).toString('hex');
    expect(await push.result({ ...body, data: { ...body.data, transcript } })).toBe('announced');
    const sql = `SELECT length(payload) AS n FROM deliveries WHERE subject = '${meeting}'`;
    expect(Number(push.sql(sql)[0]?.n)).toBeLessThan(1_000);
  });

  test('whose report is not a PDF is accepted without it', async () => {
    const meeting = randomUUID();
    expect(await push.result(processed(meeting, Buffer.from('<script>alert(1)</script>')))).toBe('announced');
    expect(push.sql(`SELECT 1 FROM reports WHERE meeting = '${meeting}'`)).toEqual([]);
  });
});

describe('refused', () => {
  test.each([
    ['no JSON', 'hello', 400],
    ['no delivery', '[]', 400],
    ['no data', '{"event":"meeting.processed","timestamp":"x"}', 400],
    ['half a character', Buffer.from([0x7b, 0xff]).toString('latin1'), 400],
    ['one nested without end', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 400],
    ['one that is nested a little too deep', nested(deliveryLimits.depth + 1), 400],
    ['one of too many parts', divided(deliveryLimits.parts), 400],
  ])('%s', async (_name, body, status) => {
    const before = kept();
    expect((await push.hook(body)).status).toBe(status);
    expect(kept()).toBe(before);
  });

  test('nothing just within the limits', async () => {
    expect(await push.result(nested(deliveryLimits.depth))).toBe('unknown');
    expect(await push.result(divided(deliveryLimits.parts - 10))).toBe('unknown');
  });

  test('another type, a compressed body, another method', async () => {
    const headers = (more: Record<string, string>) => push.hook('{}', { headers: more });
    expect((await headers({ 'content-type': 'text/plain' })).status).toBe(415);
    expect((await headers({ 'content-encoding': 'gzip' })).status).toBe(415);
    const got = await fetch(`${push.world.url}/hooks/${push.secret}`);
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('a body that declares itself huge, unread', async () => {
    const lines = [`POST /hooks/${push.secret} HTTP/1.1`, `Host: localhost:${push.world.port}`];
    const head = [...lines, 'Content-Type: application/json', 'Content-Length: 99999999', '', ''];
    expect(await push.world.raw(head.join('\r\n'))).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('a body that turns out to be huge', async () => {
    const piece = new Uint8Array(1024 * 1024).fill(0x20);
    let pieces = 0;
    const body = new ReadableStream({
      pull(controller) {
        pieces += 1;
        if (pieces > 60) controller.close();
        else controller.enqueue(piece);
      },
    });
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' };
    const status = await fetch(`${push.world.url}/hooks/${push.secret}`, init as RequestInit).then(
      (response) => response.status,
      // The connection may end before the client has read the response.
      () => 413,
    );
    expect(status).toBe(413);
    expect(pieces).toBeLessThan(60);
  });
});

describe('secrets', () => {
  test('two are accepted during rotation; a third is too many', async () => {
    const file = join(push.world.dataDir, 'hook-secrets');
    const old = push.secret;
    const fresh = randomBytes(32).toString('base64url');
    writeFileSync(file, `${fresh}\n${old}\n`);
    await push.world.run();
    for (const secret of [fresh, old]) {
      expect((await push.hook(statusChange(randomUUID(), 'draft'), { secret })).status).toBe(200);
    }
    writeFileSync(file, `${fresh}\n`);
    await push.world.run();
    expect((await push.hook(statusChange(randomUUID(), 'draft'), { secret: old })).status).toBe(404);
  });

  test.each(['', 'short', `${'a'.repeat(43)} ${'b'.repeat(43)} ${'c'.repeat(43)}`, `${'a'.repeat(42)}!`])(
    'that are not: %s',
    (text) => expect(() => parseHookSecrets(text, 'HOOK_SECRETS')).toThrow(/^HOOK_SECRETS must hold/),
  );
});
