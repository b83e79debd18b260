import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Mark } from '../model/journal.ts';
import { UploadBench, userUuid } from '../testing/upload-bench.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const settle = (ms = 10) => vi.advanceTimersByTimeAsync(ms);

const line = (text: string, second: number, kind: Mark['kind'] = 'chat'): Mark => ({
  id: crypto.randomUUID(),
  kind,
  recordedMs: second * 1000,
  at: new Date(Date.parse('2026-11-21T09:00:00Z') + second * 1000).toISOString(),
  until: null,
  text,
});
const marks = [line('hello', 1), line('mark', 2, 'bookmark'), line('yes', 3), line('yes', 3), line('bye', 5)];
const sentences = ['hello', 'yes', 'yes', 'bye'];
const consent = {
  userUuid,
  userName: 'Owen',
  confirmedAt: '2026-11-21T08:59:50.000Z',
  locale: 'nl',
  statementVersion: '1',
};

/** A recording of three chunks with notes, and a tab that is about to upload it. */
async function bench() {
  const made = new UploadBench();
  const audio = await made.record('r1', 250);
  const row = made.spool.rows.get('r1')!;
  made.spool.rows.set('r1', { ...row, marks, consent });
  const serve = () => {
    const tab = made.openTab();
    tab.queue.serve(userUuid);
    return tab;
  };
  const meeting = () => made.server.meetings.get('meeting-1')!;
  const chat = () => meeting().chat.map(({ sentence }) => sentence);
  const order = () => made.server.calls.map(({ call }) => call);
  return { ...made, audio, serve, meeting, chat, order };
}

describe('notes of a recording', () => {
  test('come with the meeting; chat lines before the sound, in order, with their time', async () => {
    const { serve, meeting, chat, order, server, audio } = await bench();
    serve();
    await settle(60_000);
    expect(meeting().input).toMatchObject({ marks, consent });
    expect(chat()).toEqual(sentences);
    expect(meeting().chat[0]?.time).toBe(Date.parse('2026-11-21T09:00:01Z') / 1000);
    expect(order().lastIndexOf('appendChat')).toBeLessThan(order().indexOf('sendChunk'));
    expect(server.count('annotateMeeting')).toBe(0);
    expect(server.audioOf('meeting-1')).toEqual(audio);
  });

  test.each([1, 2, 3, 4])('the response to line %i is lost: it is there once', async (number) => {
    const { serve, chat, server } = await bench();
    const fine = Array.from({ length: number - 1 }, () => undefined);
    const real = server.appendChat.bind(server);
    let calls = 0;
    vi.spyOn(server, 'appendChat').mockImplementation((...args) => {
      calls += 1;
      if (calls === fine.length + 1) server.fail('appendChat', { kind: 'network', afterwards: true });
      return real(...args);
    });
    serve();
    await settle(120_000);
    expect(chat()).toEqual(sentences);
  });

  test('a line that did not arrive is sent again', async () => {
    const { serve, chat, server } = await bench();
    server.fail('appendChat', { kind: 'network' }, { kind: 'server', status: 503 });
    serve();
    await settle(120_000);
    expect(chat()).toEqual(sentences);
  });

  test('problems with notes do not delay the sound; they follow it', async () => {
    const { serve, chat, order, server, spool } = await bench();
    server.fail('appendChat', ...Array.from({ length: 3 }, () => ({ kind: 'server', status: 503 }) as const));
    serve();
    await settle(300_000);
    expect(chat()).toEqual(sentences);
    expect(order().lastIndexOf('sendChunk')).toBeLessThan(order().lastIndexOf('appendChat'));
    expect(spool.rows.get('r1')?.status).toBe('uploaded');
  });

  test('a server that refuses chat for good has them in the metadata, and the upload is complete', async () => {
    const { serve, chat, meeting, server, spool, audio } = await bench();
    server.fail(
      'appendChat',
      ...Array.from({ length: 9 }, () => ({ kind: 'forbidden', status: 403 }) as const),
    );
    serve();
    await settle(60_000);
    expect(chat()).toEqual([]);
    expect(meeting().input.marks).toEqual(marks);
    expect(server.audioOf('meeting-1')).toEqual(audio);
    expect(spool.rows.get('r1')?.status).toBe('uploaded');
  });

  test('the response to the creation is lost: the number is requested, and lines arrive once', async () => {
    const { serve, chat, server } = await bench();
    server.fail('createMeeting', { kind: 'network', afterwards: true });
    serve();
    await settle(120_000);
    expect(server.meetings.size).toBe(1);
    expect(server.count('annotateMeeting')).toBe(1);
    expect(chat()).toEqual(sentences);
  });

  test('another meeting gets all of it, whatever the first one has', async () => {
    const { serve, server, spool } = await bench();
    serve();
    await settle(60_000);
    const signal = new AbortController().signal;
    const input = { ...server.meetings.get('meeting-1')!.input, recordingId: 'other', marks: undefined };
    await server.createMeeting(input, signal);
    const row = spool.rows.get('r1')!;
    spool.rows.set('r1', { ...row, status: 'sealed' });
    await spool.replan('r1', { chunkBytes: 100, meetingId: 'meeting-2' });
    serve();
    await settle(60_000);
    const second = server.meetings.get('meeting-2')!;
    expect(second.chat.map(({ sentence }) => sentence)).toEqual(sentences);
    expect(second.input.marks).toEqual(marks);
  });
});
