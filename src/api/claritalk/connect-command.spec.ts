import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import { type ConnectCommand, command, deviceCommand, recordingCommand } from './connect.ts';

const id = '6f1c9a52-0d6f-4a55-8ad1-0f3f7c0a9d01';
const user = '6f1c9a52-0d6f-4a55-8ad1-0f3f7c0a9d02';
const start = recordingCommand('startRecording', user, id, true);
const stop = recordingCommand('stopRecording', user, id, true);

let status: string;
let microphone: string;
/** The app reports to Claritalk what it records only later. */
let isSlow: boolean;
let server: LossyServer;

const refuse = (code: number) => Response.json({ message: 'No.' }, { status: code });

function obey({ action, data }: ConnectCommand): unknown {
  if (action === 'startRecording') {
    if (status === 'recording') return refuse(409);
    if (!isSlow) status = 'recording';
  } else if (action === 'stopRecording') {
    if (status !== 'recording') return refuse(400);
    if (!isSlow) status = 'uploading';
  } else if (action === 'setMicrophone') microphone = data.microphone;
  return { microphones: ['Desk', 'Headset'], microphone };
}

beforeEach(() => {
  useQuickTime();
  [status, microphone, isSlow] = ['draft', 'Desk', false];
  server = new LossyServer((method, _path, body) =>
    method === 'GET' ? { id, status } : obey(body as ConnectCommand),
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const run = (body: ConnectCommand, earlier?: ConnectCommand) =>
  passTime(command(new QueryClient(), body, { earlier }));
const sent = () => server.sent.length;

it('sees that a recording was started and ended although no response said so', async () => {
  server.losses = ['after', 'after'];
  expect(await run(start)).toMatchObject({ kind: 'done', found: true });
  expect(await run(stop)).toMatchObject({ kind: 'done', found: true });
  expect([status, sent()]).toEqual(['uploading', 2]);
});

it('never says that nothing was done when an app may do it later', async () => {
  isSlow = true;
  server.losses = ['after'];
  expect(await run(start)).toMatchObject({ kind: 'unknown', sent: true });
  // It is visible by now: nothing is sent.
  status = 'recording';
  expect(await run(start, start)).toMatchObject({ kind: 'done', found: true });
  expect(sent()).toBe(1);
});

it('explains a refusal by the previous try, where there was one', async () => {
  isSlow = true;
  [status] = ['draft'];
  expect(await run(stop)).toMatchObject({ kind: 'refused', error: { status: 400 } });
  status = 'recording';
  server.losses = ['after'];
  expect(await run(stop)).toMatchObject({ kind: 'unknown' });
  const other = new LossyServer((method) => (method === 'GET' ? { id, status } : refuse(400)));
  expect(await run(stop, stop)).toMatchObject({ kind: 'unknown', error: { status: 400 } });
  expect(other.sent).toHaveLength(1);
});

it('reads back which device is in use', async () => {
  server.losses = ['after'];
  expect(await run(deviceCommand('microphone', user, 'Headset'))).toMatchObject({
    kind: 'done',
    found: true,
  });
  expect(microphone).toBe('Headset');
  server.losses = ['before'];
  expect(await run(deviceCommand('microphone', user, 'Desk'))).toMatchObject({ kind: 'unknown' });
});
