import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import { actInVideoCall, type VideoAct } from './video-calls.ts';

const key = '11111111-1111-4111-8111-111111111111';
const [video, participant] = ['v1', 'p1'];

interface Wire {
  readonly id: string;
  readonly muted: boolean;
  readonly disconnected: boolean;
}
/** Those who take part, and what the gateway’s ledger says of the request. */
let people: Wire[];
let told: string | undefined;
let bodies: unknown[];
let server: LossyServer;

beforeEach(() => {
  useQuickTime();
  [told, bodies] = [undefined, []];
  people = [participant, 'p2'].map((id) => ({ id, muted: false, disconnected: false }));
  server = new LossyServer((method, path, body) => {
    if (method === 'GET') {
      if (path.includes('/video')) return { videos: [{ id: video, state: 'open', participants: people }] };
      const entry = { id: 1, system: 'courier', operation: 'updateVideoParticipant', key, state: told };
      return { entries: told === undefined ? [] : [entry], more: false };
    }
    bodies.push(body);
    const { attributes } = (body as { data: { attributes: Record<string, unknown> } }).data;
    const is = {
      muted: attributes['audio-state'] === 'muted',
      disconnected: attributes.disconnected === true,
    };
    people = people.map((one) => (path.includes(`/${one.id}/`) ? { ...one, ...is } : one));
    return { data: { id: participant, type: 'video-participants', attributes: {} } };
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const run = (act: VideoAct['act'], onlyLook = false) =>
  passTime(
    actInVideoCall(
      new QueryClient(),
      { video, act, participant, key, since: 0 },
      { onlyLook, hasty: true, earlier: undefined },
    ),
  );

describe.each([
  ['mute', { 'audio-state': 'muted' }, { muted: true, disconnected: false }],
  ['disconnect', { disconnected: true }, { muted: false, disconnected: true }],
] as const)('to %s someone', (act, attributes, is) => {
  const became = () => [
    { id: participant, ...is },
    { id: 'p2', muted: false, disconnected: false },
  ];

  it('changes them and nobody else', async () => {
    expect(await run(act)).toMatchObject({ kind: 'done', found: false });
    expect(bodies).toEqual([{ data: { type: 'video-participants', id: participant, attributes } }]);
    expect(people).toEqual(became());
  });

  it('is found at Courier where its response is lost and the ledger does not know', async () => {
    server.losses = ['after'];
    told = 'unknown';
    expect(await run(act)).toMatchObject({ kind: 'done', found: true });
    expect([bodies.length, people]).toEqual([1, became()]);
  });

  it('is found in the ledger where Courier no longer shows them', async () => {
    people = [];
    told = 'done';
    server.losses = ['after'];
    expect(await run(act)).toMatchObject({ kind: 'done', found: true });
    expect(bodies).toHaveLength(1);
  });

  it('that never arrived is not done, whatever was done to another person', async () => {
    people = people.map((one) => (one.id === participant ? one : { ...one, ...is }));
    told = 'unknown';
    expect(await run(act, true)).toMatchObject({ kind: 'refused' });
    expect(bodies).toEqual([]);
  });
});
