import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, CallWorld, type Recording } from '../../testing/call-world.ts';

let world: CallWorld;
let own: Recording;
let stranger: Recording;
let running: Recording;

beforeAll(async () => {
  world = await CallWorld.start();
  const all = await world.recordings();
  const over = all.filter(({ attributes }) => attributes.state === 'completed');
  const [first] = over;
  const other = over.find(
    ({ attributes }) => attributes['phone-number'] !== first?.attributes['phone-number'],
  );
  const now = all.find(({ attributes }) => attributes.state === 'inprogress');
  if (!first || !other || !now) throw new Error('there are too few calls');
  [own, stranger, running] = [first, other, now];
  const { email } = await world.callerOf(own);
  await world.meet('owen', [{ name: 'Caller', email }]);
}, 60_000);
afterAll(() => world.stop());

const soundOf = (who: Caller, id: string) => world.ask(who, 'GET', `/${id}/sound`);

/** As a player asks for it: with a cookie, and no token. */
function listen(who: Caller, link: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(world.admin.url + link, {
    headers: {
      cookie: world.people[who].cookie,
      'sec-fetch-site': 'same-origin',
      'sec-fetch-dest': 'audio',
      ...headers,
    },
  });
}

const whole = async (id: string) =>
  Buffer.from(await (await world.courier(`/voice-recordings/${id}/download/`)).arrayBuffer());
const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];

test('whoever may see a call hears it: all of it, or the part that a player asks for', async () => {
  const { body } = await soundOf('owen', own.id);
  const bytes = await whole(own.id);
  const all = await listen('owen', body.link);
  expect([all.status, all.headers.get('content-type'), all.headers.get('accept-ranges')]).toEqual([
    200,
    'audio/wav',
    'bytes',
  ]);
  expect(Buffer.from(await all.arrayBuffer()).equals(bytes)).toBe(true);
  expect(all.headers.get('cache-control')).toContain('no-store');
  const part = await listen('owen', body.link, { range: 'bytes=1000-1999' });
  expect([part.status, part.headers.get('content-range'), part.headers.get('content-length')]).toEqual([
    206,
    `bytes 1000-1999/${bytes.length}`,
    '1000',
  ]);
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(1000, 2000))).toBe(true);
  const beyond = await listen('owen', body.link, { range: `bytes=${bytes.length}-` });
  expect([beyond.status, (await beyond.arrayBuffer()).byteLength]).toEqual([416, 0]);
});

test('the link is of whoever got it, and of no use where the call may no longer be seen', async () => {
  expect(codeOf(await soundOf('owen', stranger.id))).toEqual([403, 'call-hidden']);
  expect(codeOf(await soundOf('nora', own.id))).toEqual([403, 'call-hidden']);
  const { link } = (await soundOf('owen', own.id)).body;
  expect((await listen('nora', link)).status).toBe(403);
  expect((await listen('ada', link)).status).toBe(404);
  const foreign = await listen('owen', link, { 'sec-fetch-site': 'cross-site' });
  expect(foreign.status).toBe(403);
  expect((await listen('owen', link, { cookie: '' })).status).toBe(401);
  // Owen's only meeting with the caller becomes someone else's.
  const { sandbox } = world.admin;
  sandbox.sql('DELETE FROM meeting_readers');
  sandbox.sql('UPDATE meetings SET user_id = (SELECT id FROM users WHERE email = ?)', 'ada@sandbox.test');
  await world.restart();
  const heard = await listen('owen', link);
  expect([heard.status, (await heard.json()).refusal.code]).toEqual([403, 'call-hidden']);
});

test('there may be none, it may still be recorded, or Courier may fail', async () => {
  expect(codeOf(await soundOf('ada', running.id))).toEqual([409, 'call-recording']);
  const { link } = (await soundOf('ada', own.id)).body;
  await world.admin.sandbox.post('/sandbox/switches', { callSound: false });
  expect((await soundOf('ada', own.id)).body).toEqual({ link: null });
  const gone = await listen('ada', link);
  expect([gone.status, (await gone.json()).refusal.code]).toEqual([404, 'call-silent']);
  await world.clear();
  await world.fault({ operation: 'courier.downloadVoiceRecording', status: 503 });
  expect(codeOf(await soundOf('ada', own.id))).toEqual([502, 'upstream-failed']);
  await world.fault({ operation: 'courier.downloadVoiceRecording', status: 429 });
  expect(codeOf(await soundOf('ada', own.id))).toEqual([429, 'upstream-waits']);
});
