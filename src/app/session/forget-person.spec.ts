import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { kept, keptInTab } from '#src/lib/storage/kept.ts';
import { deviceKeys, personKeys, personPrefixes } from '#src/lib/storage/kept-keys.ts';
import { fakeStorage } from '#src/lib/testing/fake-storage.ts';
import type * as ForgetPerson from './forget-person.ts';

const purge = vi.fn(async () => undefined);
const forgetUploaded = vi.fn(async () => undefined);
const forgetHandles = vi.fn(async () => undefined);
vi.mock('#src/services/search-index/index-store.ts', () => ({ indexStore: { purge } }));
vi.mock('#src/features/recorder/spool/forget-uploaded.ts', () => ({ forgetUploaded }));
vi.mock('#src/services/publishing/file-handles.ts', () => ({ forgetHandles }));

let forget: typeof ForgetPerson;
const owen = '11111111-1111-4111-8111-111111111111';
const nora = '22222222-2222-4222-8222-222222222222';
const device = Object.fromEntries(deviceKeys.map((key) => [key, 'x']));

beforeEach(async () => {
  vi.resetModules();
  vi.clearAllMocks();
  forget = await import('./forget-person.ts');
  const ofPeople = [owen, nora].flatMap((uuid) => personPrefixes.map((prefix) => `${prefix}${uuid}`));
  const all = [...deviceKeys, ...personKeys, ...ofPeople, 'claritalk.of-another-version', 'of a library'];
  const entries = Object.fromEntries(all.map((key) => [key, 'x']));
  const drafts = { [`claritalk.draft.${owen}.review.1`]: '{}', [`claritalk.draft.${nora}.edit.2`]: '{}' };
  vi.stubGlobal('localStorage', fakeStorage({ ...entries, ...drafts }));
  vi.stubGlobal('sessionStorage', fakeStorage(entries));
  return () => vi.unstubAllGlobals();
});

const keysWith = (part: string) => Object.keys(localStorage).filter((key) => key.includes(part));

describe('forgetting a person', () => {
  it('leaves what is registered as the device’s, drafts, and what the recorder looks after itself', async () => {
    await forget.forgetPerson();
    const { 'claritalk.recorder-settings': settings, ...rest } = { ...localStorage };
    expect(settings).toBe('x');
    expect(forgetUploaded).toHaveBeenCalledOnce();
    expect(forgetHandles).toHaveBeenCalledOnce();
    const drafts = Object.keys(rest).filter((key) => key.startsWith('claritalk.draft.'));
    expect(drafts).toHaveLength(4);
    for (const key of drafts) localStorage.removeItem(key);
    localStorage.removeItem('claritalk.recorder-settings');
    expect({ ...localStorage }).toEqual(device);
    expect({ ...sessionStorage }).toEqual({});
    expect(purge).toHaveBeenCalledOnce();
  });

  it('discards the drafts of the person who asked for it', async () => {
    localStorage.removeItem(`claritalk.draft.${owen}`);
    await forget.forgetPerson(owen);
    expect(keysWith(owen)).toEqual([]);
    expect(keysWith(`draft.${nora}.`)).toHaveLength(1);
  });

  it('in a page that is left, no longer writes anything of the person, but still what is the device’s', async () => {
    await forget.forgetPersonForGood(owen);
    const { kept: same } = await import('#src/lib/storage/kept.ts');
    expect(same.write(`claritalk.draft.${owen}.review.1`, '{}')).toBe(false);
    expect(same.write('claritalk.choose-account', '1')).toBe(true);
    expect(keysWith(owen)).toEqual([`claritalk.draft.${owen}`]);
  });

  it('removes the settings of the recorder where it cannot look after them', async () => {
    forgetUploaded.mockRejectedValueOnce(new Error('no storage'));
    await forget.forgetPerson();
    expect(localStorage.getItem('claritalk.recorder-settings')).toBeNull();
  });

  it('does what it can where the browser forbids everything', async () => {
    vi.stubGlobal('localStorage', undefined);
    vi.stubGlobal('sessionStorage', undefined);
    await expect(forget.forgetPerson()).resolves.toBeUndefined();
    expect([kept.works(), kept.keys(), keptInTab.read('claritalk.scroll')]).toEqual([false, [], null]);
  });
});

it('docs/security.md lists everything that the registry knows', () => {
  const text = readFileSync(new URL('../../../docs/security.md', import.meta.url), 'utf8');
  const known = [...deviceKeys, ...personKeys, ...personPrefixes.map((prefix) => `${prefix}…`)];
  expect(known.filter((key) => !text.includes(`\`${key}\``))).toEqual([]);
});
