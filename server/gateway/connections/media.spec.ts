import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { request as send } from 'undici';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ConnectedWorld } from '../testing/connected-world.ts';
import { json } from '../testing/upstream.ts';

const mebibyte = 1024 * 1024;
/** Long enough that to hold it would be seen; all of sender, gateway and receiver are in this process. */
const long = 192 * mebibyte;
const bound = 64 * mebibyte;

let world: ConnectedWorld;
beforeAll(async () => {
  world = await ConnectedWorld.start();
  for (const system of ['chat2desk', 'claap', 'courier'] as const) await world.connect(system);
});
afterAll(() => world.stop());
beforeEach(() => world.reset());
afterEach(() => {
  world.system.arriving = () => undefined;
  world.system.isKeeping = true;
});

const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];

/** The three uploads: what says that a file comes, how its answer names where to, and how it is sent. */
const uploads = [
  {
    name: 'the sound of a recording of Claap',
    create: (id: string, url: string) => ({
      path: '/claap/v1/recordings',
      body: { authorEmail: 'ada@sandbox.test' },
      told: { result: { recording: { id, upload: { url } } } },
    }),
    path: (id: string) => `/claap/uploads/${id}/payload`,
    method: 'PUT' as const,
    type: 'audio/webm',
  },
  {
    name: 'the transcript of a recording of Claap',
    create: (id: string, metaUrl: string) => ({
      path: '/claap/v1/recordings',
      body: { authorEmail: 'ada@sandbox.test', transcript: { type: 'upload' } },
      told: { result: { recording: { id, upload: { metaUrl } } } },
    }),
    path: (id: string) => `/claap/uploads/${id}/transcript`,
    method: 'PUT' as const,
    type: 'application/json',
  },
  {
    name: 'a file of an e-mail of Courier',
    create: (id: string, url: string) => ({
      path: '/courier/v1/user-email-attachments/',
      body: {
        data: {
          type: 'user-email-attachments',
          attributes: { 'content-type': 'application/pdf', filename: 'a.pdf', 'email-id': randomUUID() },
        },
      },
      told: { id, 'upload-url': url, 'upload-data': { signature: 'signed' } },
    }),
    path: (id: string) => `/courier/uploads/user-email-attachments/${id}/`,
    method: 'POST' as const,
    type: 'application/pdf',
  },
];
type Upload = (typeof uploads)[number];

const transcript = Buffer.from(JSON.stringify({ transcript: { segments: [] } }));

/** Says that a file comes, and has the system name an address for it. */
async function announce({ create }: Upload, id: string, url: string): Promise<void> {
  const { path, body, told } = create(id, url);
  world.system.answer = (_request, response) => json(response, path.startsWith('/claap') ? 200 : 201, told);
  expect((await world.ask('ada', 'POST', path, { body })).status).toBeLessThan(300);
  world.reset();
  world.system.answer = (_request, response) => void response.writeHead(200).end();
}

const put = ({ path, method, type }: Upload, id: string) =>
  world.ask('ada', method, path(id), {
    body: new Uint8Array(type === 'application/json' ? transcript : Buffer.from('the file')),
    headers: { 'content-type': type },
  });

describe.each(uploads)('$name', (upload) => {
  test.each([
    'http://up.example.com/x',
    'https://127.0.0.1/x',
    'https://127.1/x',
    'https://0/x',
    'https://2130706433/x',
    'https://0x7f.0.0.1/x',
    'https://0177.0.0.1/x',
    'https://10.0.0.1/x',
    'https://172.31.255.255/x',
    'https://192.168.0.1:8443/x',
    'https://169.254.169.254/latest/meta-data',
    'https://100.100.100.200/x',
    'https://168.63.129.16/x',
    'https://[::1]/x',
    'https://[::]/x',
    'https://[fe80::1]/x',
    'https://[fc00::1]/x',
    'https://[::ffff:127.0.0.1]/x',
    'https://[::ffff:a9fe:a9fe]/x',
    'https://[64:ff9b::7f00:1]/x',
    'https://[2002:7f00:1::]/x',
    'https://localhost./x',
    'https://files.internal/x',
    'https://127.0.0.1.nip.io/x',
    'https://10-0-0-1.example.com/x',
    'https://①②⑦.⓪.⓪.①/x',
    'https://user:pass@up.example.com/x',
    'https://up.example.com/x#part',
    '//up.example.com/x',
    'ftp://up.example.com/x',
  ])('does not go to %s', async (url) => {
    const id = randomUUID();
    await announce(upload, id, url);
    expect(codeOf(await put(upload, id))).toEqual([502, 'address-not-public']);
    expect(world.system.received).toEqual([]);
  });

  test.each([301, 302, 303, 307, 308])('is not sent on to where a %i leads', async (status) => {
    const id = randomUUID();
    await announce(upload, id, `${world.system.url}/up`);
    world.system.answer = ({ url }, response) =>
      void response.writeHead(url === '/up' ? status : 200, { location: `${world.system.url}/inside` }).end();
    // It may have been taken all the same: nobody knows.
    expect(codeOf(await put(upload, id))).toEqual([504, 'outcome-unknown']);
    expect(world.system.received.map(({ url }) => url)).toEqual(['/up']);
  });
});

/** A request of a page, with a body that comes piece by piece. */
function stream(path: string, method: 'PUT' | 'POST', type: string, length: number, pieces: Readable) {
  const { cookie, token } = world.people.ada;
  return send(`${world.admin.url}/connected${path}`, {
    method,
    headers: {
      origin: 'http://localhost:4180',
      cookie,
      authorization: `Bearer ${token}`,
      'idempotency-key': randomUUID(),
      'content-type': type,
      'content-length': String(length),
    },
    body: pieces,
  });
}

/** Watches how much memory outside of the heap is held at most while something is done. */
async function heldDuring(work: () => Promise<void>): Promise<number> {
  const held = () => process.memoryUsage().arrayBuffers;
  const before = held();
  let most = 0;
  const look = setInterval(() => {
    most = Math.max(most, held() - before);
  }, 5);
  await work();
  clearInterval(look);
  return most;
}

const piecesOf = (length: number, size = 64 * 1024) =>
  Readable.from(
    (async function* () {
      for (let at = 0; at < length; at += size) yield Buffer.alloc(Math.min(size, length - at), 7);
    })(),
    { objectMode: false },
  );

describe('a file on its way to a system', () => {
  test.each([
    ['as it is', uploads[0]!],
    ['in a form', uploads[2]!],
  ])('continues while it arrives, %s', async (_name, upload) => {
    const id = randomUUID();
    await announce(upload, id, `${world.system.url}/up`);
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const begun = new Promise<void>((resolve) => {
      world.system.arriving = (request) => request.once('data', () => resolve());
    });
    const pieces = Readable.from(
      (async function* () {
        yield Buffer.alloc(64 * 1024, 1);
        yield Buffer.alloc(64 * 1024, 2);
        // The rest comes only when the system has the beginning.
        await finished;
        yield Buffer.alloc(64 * 1024, 3);
      })(),
      { objectMode: false },
    );
    const answer = stream(upload.path(id), upload.method, upload.type, 192 * 1024, pieces);
    await begun;
    expect(world.system.received).toEqual([]);
    finish();
    const { statusCode, body } = await answer;
    await body.dump();
    expect(statusCode).toBe(200);
    const [{ body: file = Buffer.alloc(0) } = {}] = world.system.received;
    for (const value of [1, 2, 3]) expect(file.includes(Buffer.alloc(64 * 1024, value))).toBe(true);
  });

  test('is held in no part longer than it takes to send it', async () => {
    const [upload] = uploads;
    const id = randomUUID();
    await announce(upload!, id, `${world.system.url}/up`);
    let arrived = 0;
    world.system.isKeeping = false;
    world.system.arriving = (request) =>
      request.on('data', (piece: Buffer) => {
        arrived += piece.length;
      });
    const held = await heldDuring(async () => {
      const { statusCode, body } = await stream(upload!.path(id), 'PUT', 'audio/webm', long, piecesOf(long));
      await body.dump();
      expect(statusCode).toBe(200);
    });
    expect(arrived).toBe(long);
    expect(held).toBeLessThan(bound);
  });
});

describe('a file on its way to a page', () => {
  const recording = '/courier/v1/voice-recordings/11111111-1111-4111-8111-111111111111/download/';
  const get = () => {
    const { cookie, token } = world.people.ada;
    return send(`${world.admin.url}/connected${recording}`, {
      headers: { origin: 'http://localhost:4180', cookie, authorization: `Bearer ${token}` },
    });
  };

  test('continues while it arrives', async () => {
    let end = () => {};
    world.system.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'audio/wav' });
      response.write(Buffer.alloc(4096, 1));
      end = () => void response.end(Buffer.alloc(10, 2));
    };
    const { body } = await get();
    const pieces = body[Symbol.asyncIterator]();
    const first = await pieces.next();
    expect([first.done, first.value?.[0]]).toEqual([false, 1]);
    end();
    let length = first.value?.length ?? 0;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) length += next.value.length;
    expect(length).toBe(4106);
  });

  test('is held in no part longer than it takes to pass it on', async () => {
    world.system.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': long });
      piecesOf(long).pipe(response);
    };
    let length = 0;
    const held = await heldDuring(async () => {
      const { body } = await get();
      for await (const piece of body) length += piece.length;
    });
    expect(length).toBe(long);
    expect(held).toBeLessThan(bound);
  });

  test.each([
    'text/html',
    'image/svg+xml',
    'text/javascript',
    'application/xhtml+xml',
    'audio/wav',
    undefined,
  ])('can be no document and no script, whatever it is said to be: %s', async (type) => {
    world.system.answer = (_request, response) =>
      void response
        .writeHead(200, type === undefined ? {} : { 'content-type': type })
        .end('<script>alert(1)</script>'.padEnd(100));
    const { statusCode, headers, body } = await get();
    await body.dump();
    expect([statusCode, headers['content-disposition'], headers['x-content-type-options']]).toEqual([
      200,
      'attachment',
      'nosniff',
    ]);
    expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox; frame-ancestors 'none'");
    expect(headers['content-type']).toBe(type ?? 'application/octet-stream');
  });

  test('is not fetched from where a redirect leads', async () => {
    world.system.answer = ({ url }, response) =>
      void response
        .writeHead(url.includes('download') ? 302 : 200, { location: `${world.system.url}/inside` })
        .end();
    const { statusCode, body } = await get();
    expect([statusCode, await body.json()]).toMatchObject([
      502,
      { refusal: { code: 'upstream-unreadable' } },
    ]);
    expect(world.system.received).toHaveLength(1);
  });
});
