import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { createLogger } from '../http/log.ts';
import { signatureOf, signingKey } from './genuine.ts';
import { connectedSenders } from './senders.ts';

const secret = 'A'.repeat(43);
const hooks = {
  owner: async (_system: string, given: string) =>
    given === secret ? { organisation: 'o', token: 'token-of-claap' } : undefined,
  key: async () => 'key-of-the-test',
  heard: async () => {},
};
const senderOf = connectedSenders({ hooks, log: createLogger('silent') });
const headers = (body: string) => {
  const time = String(Math.floor(Date.now() / 1000));
  return {
    'x-timestamp': time,
    'x-signature': signatureOf(signingKey('key-of-the-test'), Buffer.from(body), time),
    'x-claap-webhook-secret': 'token-of-claap',
  };
};
const read = async (system: string, payload: unknown) => {
  const body = JSON.stringify(payload);
  const request = { headers: headers(body) } as unknown as IncomingMessage;
  const sender = await senderOf(`${system}/${secret}`);
  return sender?.read(request, Buffer.from(body));
};

test('a code with which an account could be taken over is not kept', async () => {
  const read_ = await read('chat2desk', {
    hook_type: 'new_qr_code',
    qrcode_data: 'x',
    qrcode_image: 'y',
    phone: 3,
  });
  expect(read_?.payload).toBe('{"hook_type":"new_qr_code","phone":3}');
  expect(read_?.about).toBe('unknown');
});

test('neither are the addresses to which a recording is uploaded', async () => {
  const recording = { id: 'r', upload: { url: 'https://bucket.example/?signature=x' } };
  const told = await read('claap', { eventId: 'e', event: { type: 'recording_added', recording } });
  expect(told?.payload).toBe('{"eventId":"e","event":{"type":"recording_added","recording":{"id":"r"}}}');
});

test('repeats are recognised by Claap’s id, and by Chat2Desk’s whole body', async () => {
  const claap = async (eventId: string, id: string) =>
    (await read('claap', { eventId, event: { type: 'recording_added', recording: { id } } }))?.fingerprint;
  expect(await claap('e', 'one')).toBe(await claap('e', 'two'));
  expect(await claap('e', 'one')).not.toBe(await claap('f', 'one'));
  const chat2desk = async (text: string) =>
    (await read('chat2desk', { hook_type: 'inbox', text }))?.fingerprint;
  expect(await chat2desk('a')).toBe(await chat2desk('a'));
  expect(await chat2desk('a')).not.toBe(await chat2desk('b'));
});
