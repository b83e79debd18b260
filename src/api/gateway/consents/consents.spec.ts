import { QueryObserver } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import { wishNow } from '../../client/idempotency-key.ts';
import { createQueryClient } from '../../client/query-client.ts';
import { LossyServer } from '../../testing/lossy-server.ts';
import { askForConsent, consentOptions } from './consents.ts';

const recording = '6b3f2a52-0000-4000-8000-000000000001';
const round = {
  link: 'https://dashboard.test/c/a',
  openUntil: '2026-12-01T12:00:00Z',
  until: '2027-03-01T12:00:00Z',
  onObjection: 'pause',
  texts: { en: 'Text' },
  answers: [],
  meeting: null,
  seen: 0,
} as const;

afterEach(() => vi.unstubAllGlobals());

test('what was looked for before it was asked does not hide that it is there', async () => {
  const early = Promise.withResolvers<void>();
  let isAsked = false;
  let reads = 0;
  new LossyServer(async (method) => {
    if (method !== 'GET') {
      isAsked = true;
      return { round };
    }
    reads += 1;
    if (reads > 1) return { round: isAsked ? round : null };
    await early.promise;
    return { round: null };
  });
  const queries = createQueryClient();
  const observer = new QueryObserver(queries, { ...consentOptions(recording), retry: false });
  const stop = observer.subscribe(() => undefined);
  await expect.poll(() => reads).toBe(1);
  const body = { keptDays: 90, onObjection: 'pause', purpose: '' } as const;
  const asking = askForConsent(queries, { ...wishNow(), recording, body }, {});
  await expect.poll(() => isAsked).toBe(true);
  early.resolve();
  await asking;
  await expect.poll(() => observer.getCurrentResult().data).toEqual(round);
  stop();
});
