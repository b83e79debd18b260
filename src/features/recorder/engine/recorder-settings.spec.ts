import { expect, test } from 'vitest';
import { readConsentSettings } from '../model/consent-settings.ts';
import { memoryStorage } from '../spool/shared-memory.ts';
import { defaultSettings, SettingsStore } from './recorder-settings.ts';

test('each person has their own settings, which outlive the page', () => {
  const memory = memoryStorage();
  new SettingsStore(memory).change('ada', { graceHours: 0 });
  new SettingsStore(memory).change('owen', { liveUpload: true });
  const store = new SettingsStore(memory);
  expect(store.of('ada')).toEqual({ ...defaultSettings, graceHours: 0 });
  expect(store.of('owen')).toEqual({ ...defaultSettings, liveUpload: true });
  expect(store.of('nora')).toEqual(defaultSettings);
  expect(store.keptUntil('owen', '2026-11-21T10:00:00.000Z')).toBe('2026-11-22T10:00:00.000Z');
  expect(store.keptUntil('ada', '2026-11-21T10:00:00.000Z')).toBe('2026-11-21T10:00:00.000Z');
});

test('how someone asks those present is remembered for them alone, and for as long as it is a choice', () => {
  const memory = memoryStorage();
  const first = new SettingsStore(memory);
  expect(readConsentSettings({ ...first.of('ada') })).toEqual({ consentDays: 90, consentEffect: 'pause' });
  first.change('ada', { consentDays: 365, consentEffect: 'mark' });
  const store = new SettingsStore(memory);
  expect(store.of('ada').graceHours).toBe(defaultSettings.graceHours);
  expect(readConsentSettings({ ...store.of('ada') })).toEqual({ consentDays: 365, consentEffect: 'mark' });
  expect(readConsentSettings({ ...store.of('owen') })).toEqual({ consentDays: 90, consentEffect: 'pause' });
  store.change('ada', { consentDays: 366, consentEffect: 'nothing' });
  expect(readConsentSettings({ ...store.of('ada') })).toEqual({ consentDays: 90, consentEffect: 'pause' });
});

test.each(['nonsense', 'null', '[]', '{"ada":{"graceHours":-1}}', '{"ada":{"graceHours":"0"}}', '{"ada":7}'])(
  'foreign data (%s) makes no recording disappear early',
  (text) => {
    const memory = memoryStorage();
    memory.write('claritalk.recorder-settings', text);
    expect(new SettingsStore(memory).of('ada').graceHours).toBe(24);
  },
);
