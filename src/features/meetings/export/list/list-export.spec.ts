import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { normaliseMeetingPage } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { loadDocumentTexts } from '#src/i18n/document-languages.ts';
import { Limiter } from '#src/services/quota/limiter.ts';
import { collectMeetings } from './collect-meetings.ts';
import { writeListCsv, writeListJson } from './list-writer.ts';

const meetings = Array.from({ length: 250 }, (_, index) => ({ id: `m${index}`, name: `=Meeting ${index}` }));
const page = (offset: number, limit: number, total = '250') =>
  normaliseMeetingPage(meetings.slice(offset, offset + limit), total, limit);

describe('collecting a list', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('asks page after page and tells how far it is', async () => {
    const onProgress = vi.fn();
    const askedAt: number[] = [];
    const began = Date.now();
    const collecting = collectMeetings({
      fetchPage: async (offset, limit) => {
        askedAt.push(Date.now() - began);
        return page(offset, limit);
      },
      signal: new AbortController().signal,
      onProgress,
      limiter: new Limiter({ perMinute: 150, burst: 2 }),
    });
    await vi.runAllTimersAsync();
    expect(await collecting).toHaveLength(250);
    expect(askedAt).toEqual([0, 0, 400]);
    expect(onProgress.mock.calls).toEqual([
      [100, 250],
      [200, 250],
      [250, 250],
    ]);
  });

  it('needs no total, and counts what moved to the next page once', async () => {
    const collecting = collectMeetings({
      fetchPage: async (offset, limit) => page(Math.max(0, offset - (offset > 0 ? 1 : 0)), limit, 'unknown'),
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    await vi.runAllTimersAsync();
    expect(new Set((await collecting).map(({ id }) => id)).size).toBe(250);
  });

  it('waits as long as the server asks, and gives up on what does not pass', async () => {
    const askedAt: number[] = [];
    const began = Date.now();
    let refusals = 0;
    const limited = new ApiError({ kind: 'rate-limited', operation: 'listMeetings', retryAfterMs: 3_000 });
    const collecting = collectMeetings({
      fetchPage: async (offset, limit) => {
        askedAt.push(Date.now() - began);
        if (offset === 100 && refusals < 2) {
          refusals += 1;
          throw limited;
        }
        return page(offset, limit);
      },
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    await vi.runAllTimersAsync();
    expect(await collecting).toHaveLength(250);
    expect(askedAt).toEqual([0, 0, 3_250, 6_500, 6_500]);
    const forbidden = new ApiError({ kind: 'forbidden', operation: 'listMeetings' });
    const fetchPage = vi.fn(() => Promise.reject(forbidden));
    const { signal } = new AbortController();
    await expect(collectMeetings({ fetchPage, signal, onProgress: () => undefined })).rejects.toBe(forbidden);
    expect(fetchPage).toHaveBeenCalledOnce();
  });

  it('ends when nobody wants it any longer', async () => {
    const controller = new AbortController();
    const collecting = collectMeetings({
      fetchPage: async (offset, limit) => page(offset, limit),
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(collecting).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a list as a file', () => {
  const items = page(0, 2).items;
  it('is CSV that evaluates nothing', async () => {
    const csv = writeListCsv(items, () => 'Owen', await loadDocumentTexts('nl', []), ';');
    expect(csv.split('\r\n').slice(0, 2)).toEqual([
      '\uFEFFNaam;Eigenaar;Status;Twijfelachtige samenvatting;Taal;Aangemaakt;Bijgewerkt;ID',
      "'=Meeting 0;Owen;;Nee;;;;m0",
    ]);
  });

  it('is JSON with its version', () => {
    const json = JSON.parse(writeListJson(items, () => undefined, new Date(0))) as { meetings: unknown[] };
    expect(json).toMatchObject({ format: 'claritalk-meetings', version: 1 });
    expect(json.meetings[0]).toMatchObject({ id: 'm0', name: '=Meeting 0', owner: null });
  });
});
