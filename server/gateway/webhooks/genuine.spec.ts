import { describe, expect, it } from 'vitest';
import { chat2desk } from '#contract/chat2desk/system.ts';
import { signedSample } from '#contract/chat2desk/testing/webhook-samples.ts';
import { claap } from '#contract/claap/system.ts';
import { type Doubtful, doubtOf, signatureOf, signingKey } from './genuine.ts';

const credential = 'a-token-of-the-company';
const body = Buffer.from('{"hook_type":"inbox","message_id":1}');
const now = Date.parse('2026-03-01T12:00:00Z');
const seconds = (ago: number) => String(now / 1000 - ago);

it('the documented signature is what we compute', () => {
  const { key, body: text, timestamp, signature } = signedSample;
  expect(signatureOf(key, Buffer.from(text), timestamp)).toBe(signature);
});

it('the key is the MD5 of the token in lower-case hexadecimal', () => {
  // From RFC 1321.
  expect(signingKey('message digest')).toBe('f96b697d7cb7938d525a2f31aaf161d0');
});

describe('Chat2Desk', () => {
  const verification = chat2desk.webhooks?.verification ?? expect.fail();
  const doubt = (headers: Doubtful['headers'], more: Partial<Doubtful> = {}) =>
    doubtOf(verification, { headers, body, credential, secret: undefined, now, ...more });
  const signed = (ago = 0) => ({
    'x-signature': signatureOf(signingKey(credential), body, seconds(ago)),
    'x-timestamp': seconds(ago),
  });

  it.each([0, 10, 300, 2 * 3600, 3 * 3600])('a delivery from %i seconds ago is accepted', (ago) => {
    expect(doubt(signed(ago))).toBeUndefined();
  });

  it('one from more than three hours ago is late, one from the future early', () => {
    expect(doubt(signed(3 * 3600 + 1))).toBe('late');
    expect(doubt(signed(-600))).toBeUndefined();
    expect(doubt(signed(-601))).toBe('early');
  });

  const { 'x-signature': signature, 'x-timestamp': time } = signed();
  it.each<[string, Doubtful['headers'], ReturnType<typeof doubtOf>]>([
    ['no header', {}, 'unsigned'],
    ['no time', { 'x-signature': signature }, 'unsigned'],
    ['no signature', { 'x-timestamp': time }, 'unsigned'],
    ['an empty signature', { 'x-signature': '', 'x-timestamp': time }, 'unsigned'],
    ['two times', { 'x-signature': signature, 'x-timestamp': `${time}, ${time}` }, 'unsigned'],
    ['another time', { 'x-signature': signature, 'x-timestamp': seconds(1) }, 'forged'],
    // A digit may not move from one part to the other.
    ['a time with a space', { 'x-signature': signature, 'x-timestamp': ` ${time}` }, 'unsigned'],
    ['half a signature', { 'x-signature': signature.slice(0, 32), 'x-timestamp': time }, 'forged'],
    ['upper case', { 'x-signature': signature.toUpperCase(), 'x-timestamp': time }, 'forged'],
    [
      'the token itself as key',
      { 'x-signature': signatureOf(credential, body, time), 'x-timestamp': time },
      'forged',
    ],
  ])('%s', (_name, headers, expected) => expect(doubt(headers)).toBe(expected));

  it('another body, another token, or none', () => {
    expect(doubt(signed(), { body: Buffer.concat([body, Buffer.from(' ')]) })).toBe('forged');
    expect(doubt(signed(), { credential: `${credential}2` })).toBe('forged');
    expect(doubt(signed(), { credential: undefined })).toBe('forged');
  });
});

describe('Claap', () => {
  const verification = claap.webhooks?.verification ?? expect.fail();
  const doubt = (given: string | undefined, secret: string | undefined) => {
    const headers = given === undefined ? {} : { 'x-claap-webhook-secret': given };
    return doubtOf(verification, { headers, body, credential, secret, now });
  };

  it.each<[string | undefined, string | undefined, ReturnType<typeof doubtOf>]>([
    ['the-secret', 'the-secret', undefined],
    ['the-secret2', 'the-secret', 'forged'],
    ['The-secret', 'the-secret', 'forged'],
    ['the-secret', undefined, 'forged'],
    ['undefined', undefined, 'forged'],
    ['', 'the-secret', 'unsigned'],
    [undefined, 'the-secret', 'unsigned'],
  ])('%j where %j was entered: %j', (given, secret, expected) => {
    expect(doubt(given, secret)).toBe(expected);
  });
});
