import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeStorage } from '#src/lib/testing/fake-storage.ts';
import { sentMessage } from './sent-message.ts';

beforeEach(() => vi.stubGlobal('localStorage', fakeStorage()));
afterEach(() => vi.unstubAllGlobals());

it('knows over a reload what was sent and may have arrived', () => {
  const outgoing = {
    key: '11111111-1111-4111-8111-111111111111',
    since: 5,
    dialog: 1,
    client: 7,
    channel: 2,
    transport: 'whatsapp',
    text: 'Hello',
    type: 'to_client',
    operator: undefined,
  } as const;
  sentMessage('ada', 1).write(outgoing);
  expect(sentMessage('ada', 1).read()).toEqual(outgoing);
  expect(sentMessage('ada', 2).read()).toBeUndefined();
  sentMessage('ada', 1).write(undefined);
  expect(sentMessage('ada', 1).read()).toBeUndefined();
});
