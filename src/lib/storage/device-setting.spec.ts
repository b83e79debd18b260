import { beforeEach, expect, it, vi } from 'vitest';
import { createDeviceSetting } from './device-setting.ts';

const storage = new Map<string, string>();
const listeners = new Set<(event: { key: string | null; newValue: string | null }) => void>();

beforeEach(() => {
  storage.clear();
  listeners.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => storage.get(key) ?? null,
    setItem: (key: string, value: string) => void storage.set(key, value),
  });
  vi.stubGlobal('window', {
    addEventListener: (_type: string, listener: never) => listeners.add(listener),
    removeEventListener: (_type: string, listener: never) => listeners.delete(listener),
  });
});

const make = () =>
  createDeviceSetting('claritalk.export', (stored) =>
    Array.isArray(stored) ? stored.map(String) : ['usual'],
  );

it('reads what is stored once, and the usual from nothing or nonsense', () => {
  expect(make().get()).toEqual(['usual']);
  storage.set('claritalk.export', '{broken');
  expect(make().get()).toEqual(['usual']);
  storage.set('claritalk.export', '["a"]');
  const setting = make();
  expect(setting.get()).toEqual(['a']);
  expect(setting.get()).toBe(setting.get());
});

it('tells listeners of its own changes and of those in other tabs', () => {
  const setting = make();
  const heard = vi.fn();
  const stop = setting.subscribe(heard);
  setting.set(['b']);
  expect(storage.get('claritalk.export')).toBe('["b"]');
  for (const tell of listeners) tell({ key: 'other', newValue: '["x"]' });
  for (const tell of listeners) tell({ key: 'claritalk.export', newValue: '["c"]' });
  expect(setting.get()).toEqual(['c']);
  for (const tell of listeners) tell({ key: null, newValue: null });
  expect(setting.get()).toEqual(['usual']);
  expect(heard).toHaveBeenCalledTimes(3);
  stop();
  expect(listeners.size).toBe(0);
});

it('holds in memory where storage is forbidden', () => {
  vi.stubGlobal('localStorage', undefined);
  const setting = make();
  setting.set(['d']);
  expect(setting.get()).toEqual(['d']);
});
