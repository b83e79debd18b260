import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeStorage } from '#src/lib/testing/fake-storage.ts';
import { emptyDraft, keepDraft, readDraft, type SendDraft, sentBatch } from './send-draft.ts';
import type { Sending } from './sending.ts';

beforeEach(() => vi.stubGlobal('localStorage', fakeStorage()));
afterEach(() => vi.unstubAllGlobals());

const draft: SendDraft = {
  languages: { 7: 'fr' },
  without: ['summary'],
  pdf: false,
  subjects: { fr: 'Compte' },
  texts: { '7 fr': 'Bonjour' },
};
const sending: Sending = {
  way: 'messenger',
  recipient: '7',
  key: '11111111-1111-4111-8111-111111111111',
  since: 5,
  meeting: 'm',
  client: 7,
  channel: 2,
  transport: 'whatsapp',
  text: 'Bonjour',
  operator: undefined,
  pdf: undefined,
};

it('what is prepared stays, for one person and one meeting, until nothing of it is left', () => {
  keepDraft('owen', 'm', draft);
  expect(readDraft('owen', 'm')).toEqual(draft);
  expect([readDraft('nora', 'm'), readDraft('owen', 'n')]).toEqual([emptyDraft, emptyDraft]);
  keepDraft('owen', 'm', emptyDraft);
  expect(Object.keys(localStorage)).toEqual([]);
});

it('a draft of before, with one text for all languages, keeps it in each', () => {
  const texts = { 8: 'Bonjour', '8 text': 'Court', '9 de text': 'Kurz' };
  const before = { language: 'fr', subject: 'Votre entretien', texts };
  localStorage.setItem('claritalk.replies.owen.meeting.m.draft', JSON.stringify(before));
  const read = readDraft('owen', 'm');
  const subject = 'Votre entretien';
  expect(read.subjects).toEqual({ en: subject, nl: subject, fr: subject, de: subject });
  expect(read.texts).toEqual({
    ...{ '8 en': 'Bonjour', '8 nl': 'Bonjour', '8 fr': 'Bonjour', '8 de': 'Bonjour' },
    ...{ '8 en text': 'Court', '8 nl text': 'Court', '8 fr text': 'Court', '8 de text': 'Court' },
    '9 de text': 'Kurz',
  });
});

it('what is odd is not read', () => {
  const wire = {
    ...{ languages: { 7: 'xx', 8: 'de' }, subjects: 'Compte' },
    ...{ without: ['all', 'todos'], pdf: 'no', texts: { '7 en': null, '8 en': 'Hello' } },
  };
  localStorage.setItem('claritalk.replies.owen.meeting.m.draft', JSON.stringify(wire));
  expect(readDraft('owen', 'm')).toEqual({
    ...emptyDraft,
    languages: { 8: 'de' },
    without: ['todos'],
    texts: { '8 en': 'Hello' },
  });
  localStorage.setItem('claritalk.replies.owen.meeting.m.draft', '{broken');
  expect(readDraft('owen', 'm')).toEqual(emptyDraft);
});

it('what was sent is known over a reload without its file, and forgotten once its outcome is known', () => {
  const kept = sentBatch('owen', 'm');
  const pdf = { name: 'a.pdf', content: new Blob(['%PDF-']), inText: false, label: '' };
  expect(kept.write({ sendings: [{ ...sending, pdf, signal: new AbortController().signal }] })).toBe(true);
  expect(kept.read()).toEqual({ sendings: [sending] });
  expect(sentBatch('nora', 'm').read()).toBeUndefined();
  const { key, since, meeting } = sending;
  const to = { key, since, meeting, recipient: 'i', text: 'Hello' };
  const email: Sending = { ...to, way: 'email', individual: 'i', subject: 'Minutes', pdf: undefined };
  const text: Sending = {
    ...to,
    way: 'text',
    account: 'a',
    phone: '+32470000000',
    individual: 'i',
    pdf: undefined,
  };
  kept.write({ sendings: [email, text] });
  expect(kept.read()).toEqual({ sendings: [email, text] });
  kept.write(undefined);
  expect(kept.read()).toBeUndefined();
});
