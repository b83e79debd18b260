import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeStorage } from '#src/lib/testing/fake-storage.ts';
import { clientLanguage, keepLanguages, lastLanguages } from './client-language.ts';

beforeEach(() => vi.stubGlobal('localStorage', fakeStorage()));
afterEach(() => vi.unstubAllGlobals());

const person = (locale: string | undefined) => ({
  ...{ individual: 'i', user: 'u', name: 'Anna', attendee: undefined, email: 'a@x.be', phone: undefined },
  ...{ consent: 'none' as const, locale },
});

it('someone is written to as last time, else as they chose at Courier, else in the language of the meeting', () => {
  keepLanguages('owen', new Map([['7', 'de']]));
  const last = lastLanguages('owen');
  const of = (id: string, locale: string | undefined) =>
    clientLanguage({ id, person: person(locale) }, last, 'nl');
  expect([
    of('7', 'fr_BE'),
    of('8', 'fr_BE'),
    of('8', 'en-GB'),
    of('8', 'es_ES'),
    of('8', undefined),
  ]).toEqual(['de', 'fr', 'en', 'nl', 'nl']);
  expect(clientLanguage({ id: '8', person: undefined }, last, 'nl')).toBe('nl');
});

it('each person remembers their own, the last one of each client, of a thousand clients', () => {
  keepLanguages('owen', new Map(Array.from({ length: 1_000 }, (_, at) => [`${at}`, 'fr'] as const)));
  keepLanguages('owen', new Map([['0', 'nl']]));
  keepLanguages('owen', new Map([['new', 'de']]));
  const last = lastLanguages('owen');
  expect(last.size).toBe(1_000);
  expect(['0', '1', '2', 'new'].map((id) => last.get(id))).toEqual(['nl', undefined, 'fr', 'de']);
  expect(lastLanguages('nora').size).toBe(0);
});

it('what is odd is not read', () => {
  localStorage.setItem('claritalk.replies.owen.languages', '[["7","xx"],["8"],null,["9","fr"]]');
  expect([...lastLanguages('owen')]).toEqual([['9', 'fr']]);
  localStorage.setItem('claritalk.replies.owen.languages', '{broken');
  expect(lastLanguages('owen').size).toBe(0);
});
