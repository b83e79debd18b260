import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepDraft } from '#src/lib/storage/drafts.ts';
import { fakeStorage } from '#src/lib/testing/fake-storage.ts';
import { keepReminders, readReminders } from './reminder-draft.ts';

beforeEach(() => vi.stubGlobal('localStorage', fakeStorage()));
afterEach(() => vi.unstubAllGlobals());

it('what is written stays, for one person, one client and each language, until nothing of it is left', () => {
  keepReminders('owen', '7', { fr: 'Bonjour', de: 'Hallo' });
  expect(readReminders('owen', '7')).toEqual({ fr: 'Bonjour', de: 'Hallo' });
  expect([readReminders('nora', '7'), readReminders('owen', '8')]).toEqual([{}, {}]);
  keepReminders('owen', '7', {});
  expect(Object.keys(localStorage)).toEqual([]);
});

it('a draft of before, with one text for all languages, keeps it in each', () => {
  keepDraft('owen', '.reminder.7', 'Bonjour');
  const each = 'Bonjour';
  expect(readReminders('owen', '7')).toEqual({ en: each, nl: each, fr: each, de: each });
});
