import { expect, test } from 'vitest';
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

test.each(['nonsense', 'null', '[]', '{"ada":{"graceHours":-1}}', '{"ada":{"graceHours":"0"}}', '{"ada":7}'])(
  'foreign data (%s) makes no recording disappear early',
  (text) => {
    const memory = memoryStorage();
    memory.write('claritalk.recorder-settings', text);
    expect(new SettingsStore(memory).of('ada').graceHours).toBe(24);
  },
);
