import { request as send } from 'undici';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ConnectedWorld, keys } from '../../testing/connected-world.ts';
import { json } from '../../testing/upstream.ts';

let world: ConnectedWorld;
beforeAll(async () => {
  world = await ConnectedWorld.start();
  await world.connect('chat2desk');
  await world.connect('chat2desk', 'eve');
  await world.connect('claap');
});
afterAll(() => world.stop());
beforeEach(() => world.reset());
afterEach(() => {
  for (const key of Object.values(keys)) expect(world.admin.lines.join('\n')).not.toContain(key);
});

type Who = keyof ConnectedWorld['people'];

/** Has the system answer with a message with these files, and returns what the page gets of it. */
async function shown(files: object, who: Who = 'ada') {
  const message = { id: 1, text: 'Here it is', ...files };
  world.system.answer = (_request, response) =>
    json(response, 200, { data: [message], meta: { total: 1 }, status: 'success' });
  const { status, body } = await world.ask(who, 'GET', '/chat2desk/v1/messages');
  expect(status).toBe(200);
  world.reset();
  return body.data[0];
}
const pathOf = async (address: string, who?: Who): Promise<string> =>
  (await shown({ photo: address }, who)).photo;

/** Asks as an element of a page does: with the cookie alone. */
async function load(
  path: string,
  headers: Readonly<Record<string, string>> = {},
  { who = 'ada', method = 'GET' }: { readonly who?: Who | null; readonly method?: 'GET' | 'POST' } = {},
) {
  const answer = await send(world.admin.url + path, {
    method,
    headers: {
      'sec-fetch-site': 'same-origin',
      'sec-fetch-dest': 'image',
      ...(who === null ? {} : { cookie: world.people[who].cookie }),
      ...headers,
    },
  });
  const bytes = Buffer.from(await answer.body.arrayBuffer());
  const isJson = answer.headers['content-type'] === 'application/json';
  const body = isJson ? JSON.parse(bytes.toString()) : undefined;
  return { status: answer.statusCode, headers: answer.headers, bytes, code: body?.refusal?.code as unknown };
}
const answerWith = (
  bytes: Buffer | string,
  headers: Record<string, string | number> = { 'content-type': 'image/png' },
  status = 200,
) => {
  world.system.answer = (_request, response) => void response.writeHead(status, headers).end(bytes);
};

describe('an answer', () => {
  test('has references in place of the addresses of files, wherever they stand', async () => {
    const files = {
      attachments: [
        { name: 'letter.png', link: 'https://files.example.com/a/letter.png?signature=secret' },
        { name: 'nothing', link: null },
      ],
      photo: 'https://files.example.com/a/letter.png?signature=secret',
      audio: null,
      pdf: 'data:application/pdf;base64,AAAA',
      video: `https://files.example.com/${'x'.repeat(2100)}`,
      text: 'See https://files.example.com/a/letter.png',
    };
    const message = await shown(files);
    expect(message.photo).toMatch(/^\/connected\/chat2desk\/media\/[\w-]{60,200}$/);
    expect(message.attachments).toEqual([
      { name: 'letter.png', link: message.photo },
      { name: 'nothing', link: null },
    ]);
    const { audio, pdf, video, text } = message;
    expect([audio, pdf, video, text]).toEqual([null, files.pdf, '', files.text]);
    expect(JSON.stringify(message)).not.toContain('signature');
  });

  test('has the same reference again, for the same person only', async () => {
    const address = 'https://files.example.com/a.png';
    expect(await pathOf(address)).toBe(await pathOf(address));
    expect(await pathOf(`${address}?b`)).not.toBe(await pathOf(address));
    expect(await pathOf(address, 'eve')).not.toBe(await pathOf(address));
    expect(await pathOf(address, 'bea')).not.toBe(await pathOf(address));
  });
});

describe('a file', () => {
  test('comes from where it is, with nothing of the person or the connection', async () => {
    const path = await pathOf(`${world.system.url}/a/letter.png?signature=s`);
    answerWith('the picture', { 'content-type': 'image/png', 'content-length': 11 });
    const { status, headers, bytes } = await load(path, { referer: 'http://localhost:4180/conversations' });
    expect([status, bytes.toString()]).toEqual([200, 'the picture']);
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': '11',
      'content-disposition': "inline; filename*=UTF-8''letter.png",
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    const [received] = world.system.received;
    expect(received?.url).toBe('/a/letter.png?signature=s');
    expect(Object.keys(received?.headers ?? {}).toSorted()).toEqual([
      'accept',
      'accept-encoding',
      'connection',
      'host',
    ]);
    expect(world.admin.lines.join('\n')).toContain('/connected/chat2desk/media/:reference');
    expect(world.admin.lines.join('\n')).not.toContain(path.split('/').at(-1));
  });

  test.each([
    ['a.png', 'image/png', 'inline', 'image/png'],
    ['a.jpg', 'application/octet-stream', 'inline', 'image/jpeg'],
    ['voice.oga', undefined, 'inline', 'audio/ogg'],
    ['voice', 'audio/ogg; codecs=opus', 'inline', 'audio/ogg'],
    ['film.mp4', 'video/mp4', 'inline', 'video/mp4'],
    ['a.pdf', 'application/pdf', 'attachment', 'application/pdf'],
    ['a.svg', 'image/svg+xml', 'attachment', 'application/octet-stream'],
    ['a.png', 'text/html', 'attachment', 'application/octet-stream'],
    ['a.html', undefined, 'attachment', 'application/octet-stream'],
    ['a.xml', 'application/xhtml+xml', 'attachment', 'application/octet-stream'],
    ['a.js', 'text/javascript', 'attachment', 'application/octet-stream'],
    ['__proto__', '__proto__', 'attachment', 'application/octet-stream'],
  ])('%s, said to be %s, is %s', async (name, type, disposition, shownType) => {
    const path = await pathOf(`${world.system.url}/${name}`);
    answerWith('<script>alert(1)</script>', type === undefined ? {} : { 'content-type': type });
    const { headers } = await load(path);
    expect(headers['content-type']).toBe(shownType);
    expect(headers['content-disposition']).toBe(`${disposition}; filename*=UTF-8''${name}`);
  });

  test.each([
    ['', 'inline'],
    ['%E2%82%AC%20%22x%22%0D%0Aevil', "inline; filename*=UTF-8''%E2%82%AC%20xevil"],
    ['%E2%80%AEgnp.exe', "inline; filename*=UTF-8''gnp.exe"],
    ['%ff', "inline; filename*=UTF-8''%25ff"],
  ])('is called as its address ends: %s', async (end, disposition) => {
    const path = await pathOf(`${world.system.url}/x/${end}`);
    answerWith('x');
    expect((await load(path)).headers['content-disposition']).toBe(disposition);
  });

  test('comes in the part that a player asks for', async () => {
    const path = await pathOf(`${world.system.url}/voice.wav`);
    answerWith(
      'cd',
      { 'content-type': 'audio/wav', 'content-range': 'bytes 2-3/6', 'content-length': 2 },
      206,
    );
    const part = await load(path, { range: 'bytes=2-3' });
    expect([part.status, part.bytes.toString(), part.headers['content-range']]).toEqual([
      206,
      'cd',
      'bytes 2-3/6',
    ]);
    expect(part.headers['accept-ranges']).toBe('bytes');
    await load(path, { range: 'bytes=0-1,3-4' });
    expect(world.system.received.map(({ headers }) => headers.range)).toEqual(['bytes=2-3', undefined]);
  });

  test('is refused where it is no file', async () => {
    const path = await pathOf(`${world.system.url}/a.png`);
    const unreadable = [502, 'upstream-unreadable'];
    for (const [status, headers] of [
      [301, { location: `${world.system.url}/inside` }],
      [302, { location: `${world.system.url}/inside` }],
      [307, { location: `${world.system.url}/inside` }],
      [206, { 'content-range': 'bytes 0-0/1' }],
      [404, {}],
      [500, {}],
      [200, { 'content-encoding': 'gzip' }],
      [200, { 'content-length': 513 * 1024 * 1024 }],
    ] as const) {
      answerWith('', headers, status);
      const answer = await load(path);
      expect([answer.status, answer.code], String(status)).toEqual(unreadable);
    }
    expect(world.system.received).toHaveLength(8);
  });

  test.each([
    'http://up.example.com/x.png',
    'https://127.0.0.1/x.png',
    'https://2130706433/x.png',
    'https://10.0.0.1/x.png',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/x.png',
    'https://[::ffff:127.0.0.1]/x.png',
    'https://[fe80::1]/x.png',
    'https://localhost./x.png',
    'https://127.0.0.1.nip.io/x.png',
    'https://user:pass@up.example.com/x.png',
  ])('is not fetched from %s', async (address) => {
    const { status, code } = await load(await pathOf(address));
    expect([status, code]).toEqual([502, 'address-not-public']);
    expect(world.system.received).toEqual([]);
  });
});

describe('who may', () => {
  let path: string;
  beforeAll(async () => {
    path = await pathOf(`${world.system.url}/a.png`);
  });

  test('not those without a session, or with another’s reference', async () => {
    expect((await load(path, {}, { who: null })).status).toBe(401);
    for (const who of ['bea', 'eve', 'owen'] as const) {
      expect([403, 404], who).toContain((await load(path, {}, { who })).status);
    }
    const other = path.replace('chat2desk', 'claap');
    expect((await load(other)).status).toBe(404);
    expect((await load(path.replace('chat2desk', 'courier'))).code).toBe('not-connected');
    expect(world.system.received).toEqual([]);
  });

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another origin of the site', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['a script', { 'sec-fetch-dest': 'script' }],
    ['a frame', { 'sec-fetch-dest': 'iframe' }],
    ['an object', { 'sec-fetch-dest': 'object' }],
    ['a style sheet', { 'sec-fetch-dest': 'style' }],
  ])('not %s', async (_name, headers) => {
    const { status, code } = await load(path, headers);
    expect([status, code]).toEqual([403, 'not-our-page']);
    expect(world.system.received).toEqual([]);
  });

  test('nothing that is not a reference, or not asked for', async () => {
    const changed = path.slice(0, -4) + (path.endsWith('AAAA') ? 'BBBB' : 'AAAA');
    for (const wrong of [
      changed,
      `${path}?a=1`,
      `${path}/a`,
      '/connected/chat2desk/media/',
      path.slice(0, 90),
    ]) {
      expect((await load(wrong)).status, wrong).toBe(404);
    }
    expect((await load(path, { origin: 'http://localhost:4180' }, { method: 'POST' })).status).toBe(405);
    expect(world.system.received).toEqual([]);
  });

  test('members only while the connection is open to them', async () => {
    const open = async (isOpen: boolean) => {
      const { connections } = (await world.admin.ask(world.people.ada, 'GET', '/connections')).body;
      const { version } = connections.find((one: { system: string }) => one.system === 'chat2desk');
      const body = { open: isOpen, version };
      await world.admin.ask(world.people.ada, 'PUT', '/connections/chat2desk/members', { body });
    };
    await open(true);
    const own = await pathOf(`${world.system.url}/a.png`, 'owen');
    answerWith('x');
    expect((await load(own, {}, { who: 'owen' })).status).toBe(200);
    await open(false);
    const { status, code } = await load(own, {}, { who: 'owen' });
    // What came from a list of everything goes with it; what they may see in any case they get again.
    expect([status, code]).toEqual([404, undefined]);
  });
});
