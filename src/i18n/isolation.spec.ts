import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { loadDocumentTexts } from './document-languages.ts';
import { isolated, withoutIsolation } from './isolation.ts';
import people from './locales/en/people.json';

const t = createTranslator({ locale: 'en', messages: people });

describe('texts of people in sentences of the interface', () => {
  it.each([
    ['يوسف حداد', 'Delete \u2068يوسف حداد\u2069?'],
    ['דוד (HR) 2', 'Delete \u2068דוד (HR) 2\u2069?'],
    ['Jan Peeters', 'Delete Jan Peeters?'],
    ['Zoë Łęcka 王', 'Delete Zoë Łęcka 王?'],
    // An override that is never closed would turn the rest of the sentence.
    ['Jan\u202Egpj.exe', 'Delete \u2068Jangpj.exe\u2069?'],
    ['a\u2069b', 'Delete \u2068ab\u2069?'],
    ['\u{1E900}\u{1E921}', 'Delete \u2068\u{1E900}\u{1E921}\u2069?'],
  ])('%s keeps its direction to itself', (name, sentence) => {
    expect(t('people.delete.title', { name })).toBe(sentence);
  });

  it('reaches rich sentences too', () => {
    expect(t.rich('people.delete.title', { name: 'يوسف' })).toBe('Delete \u2068يوسف\u2069?');
  });

  it('takes isolation out where a sentence becomes a name', () => {
    expect(withoutIsolation(`${isolated('يوسف')} (copy)`)).toBe('يوسف (copy)');
  });

  it('leaves documents without invisible characters: their writers decide directions themselves', async () => {
    const texts = await loadDocumentTexts('en', ['en-GB']);
    expect(texts.t('title', { name: 'يوسف حداد' })).toBe('Minutes: يوسف حداد');
  });
});
