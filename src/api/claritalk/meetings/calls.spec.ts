import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '#src/api/testing/lossy-server.ts';
import { type CallReport, meetingsOf, type PhoneCall, reportCall } from './calls.ts';

const phoneCall: PhoneCall = {
  StartTime: '2026-03-01T10:00:00.000Z',
  EndTime: '2026-03-01T10:15:00.000Z',
  FromCallerNumber: '+31612345678',
  ToCallerNumber: '+31687654321',
  Email: 'owen@sandbox.test',
  RecordingUrl: 'https://3cx.example.com/a.wav',
};

let meetings: { id: string; name: string }[];
let asked: string[];
let server: LossyServer;

beforeEach(() => {
  useQuickTime();
  asked = [];
  meetings = [
    { id: 'same', name: 'Call +31612345678 – +31687654321' },
    { id: 'other', name: 'Call +31612345678 – +31600000000' },
  ];
  server = new LossyServer((method, path, body) => {
    if (method === 'GET') {
      asked.push(path);
      return meetings;
    }
    const { FromCallerNumber, ToCallerNumber } = body as PhoneCall;
    meetings.push({ id: `made-${meetings.length}`, name: `Call ${FromCallerNumber} – ${ToCallerNumber}` });
    return { message: 'Data has been succesfully dispatched' };
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const report = (given: CallReport, earlier?: CallReport) =>
  passTime(reportCall(new QueryClient(), 'tenant', given, { earlier }));

it('finds the meeting of a call whose response was lost, not an identical one that already existed', async () => {
  const known = await meetingsOf(phoneCall);
  expect(known).toEqual(['same']);
  expect(asked[0]).toContain(`date_start=${encodeURIComponent(phoneCall.StartTime)}`);
  server.losses = ['after'];
  expect(await report({ phoneCall, known })).toMatchObject({ kind: 'done', found: true });
  // Pressed again all the same: it is found, and not reported twice.
  expect(await report({ phoneCall, known }, { phoneCall, known })).toMatchObject({
    kind: 'done',
    found: true,
  });
  expect(server.sent).toHaveLength(1);
  expect(meetings).toHaveLength(3);
});

it('says that a call that did not arrive created nothing, and that someone else’s is not known', async () => {
  server.losses = ['before', 'before'];
  expect(await report({ phoneCall, known: ['same'] })).toMatchObject({ kind: 'refused', looked: true });
  expect(await report({ phoneCall, known: undefined })).toMatchObject({ kind: 'unknown', sent: true });
});
