import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getMeeting } from '#contract/claritalk/meetings.ts';
import { newMeeting } from './meeting-rows.ts';
import { eventually, pat, World, wav } from './world.ts';

let fails = false;
let request = '';
const server = createServer(async (incoming, response) => {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  request = `${incoming.method} ${incoming.url} ${Buffer.concat(parts).toString('latin1')}`;
  response.writeHead(fails ? 500 : 200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ text: 'We expect a higher turnover. The lease ends in May.' }));
});
let world: World;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const transcribeUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  world = new World({ meetings: 5, transcribeUrl });
  await world.start();
});
afterAll(async () => {
  await world.destroy();
  server.close();
});

async function record() {
  const meeting = await newMeeting(
    world,
    { token: pat.owen, uuid: world.accountUuid('owen') },
    { type_id: 1 },
  );
  await world.upload(meeting.id, pat.owen, { number: 1, total: 1, bytes: wav(1) });
  return eventually(async () => {
    const { body } = await world.call(getMeeting, { token: pat.owen, params: { id: meeting.id } });
    return body.status === 'finished' ? body : undefined;
  });
}

test('a transcript is requested and used', async () => {
  const meeting = await record();
  expect(request).toMatch(/^POST \/v1\/audio\/transcriptions /);
  expect(request).toContain('whisper-1');
  expect(request).toContain('RIFF');
  expect(meeting.summary).toContain('The lease ends in May.');
  const answered = meeting.questions.find(({ question }: { question: string }) =>
    question.includes('turnover'),
  );
  expect(answered.answer).toContain('We expect a higher turnover.');
});

test('a failing server is reported, and the meeting still finishes', async () => {
  fails = true;
  const meeting = await record();
  expect(meeting.summary).toContain('could not be made: the transcription server answered 500');
});
