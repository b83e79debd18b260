import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isStandstill, isTitled, severityOf, type WarningKind, warningKinds } from './warnings.ts';

const of = (severity: string) => warningKinds.filter((kind) => severityOf(kind) === severity);

describe('warnings of the recorder', () => {
  it('are as grave as what they say', () => {
    expect(of('fault')).toEqual([
      'silent',
      'faint',
      'audio-stopped',
      'encoder-stuck',
      'microphone-lost',
      'storage-full',
    ]);
    expect(of('warning')).toEqual(['microphone-muted', 'direct', 'storage-low']);
    expect(of('question')).toEqual(['long', 'overrun']);
    expect(of('news')).toEqual([
      'microphone-back',
      'microphone-changed',
      'share-ended',
      'share-silent',
      'share-failed',
      'interrupted',
    ]);
  });

  it('say that nothing is recorded where the sound or the encoder stands still', () => {
    const standing: WarningKind[] = ['audio-stopped', 'encoder-stuck'];
    expect(warningKinds.filter(isStandstill)).toEqual(standing);
  });

  it.each(['en', 'nl', 'fr', 'de'])(
    'have their texts in %s, and a title just where the table says so',
    (language) => {
      const file = new URL(`../../../i18n/locales/${language}/recorder.json`, import.meta.url);
      const texts: Record<string, { title?: string; body: string }> = JSON.parse(readFileSync(file, 'utf8'))
        .recorder.warnings;
      expect(Object.keys(texts).sort()).toEqual([...warningKinds].sort());
      for (const kind of warningKinds) {
        expect(texts[kind]?.body.length, kind).toBeGreaterThan(0);
        expect(texts[kind]?.title !== undefined, kind).toBe(isTitled(kind));
      }
    },
  );
});
