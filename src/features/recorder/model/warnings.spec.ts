import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isFrom, isStandstill, isTitled, severityOf, warningKinds } from './warnings.ts';

describe('warnings of the recorder', () => {
  // A warning is one row: these hold whatever the rows are.
  it.each(warningKinds)('%s goes where its kind belongs', (kind) => {
    // Only the watchdog's warnings end with an answer, and only events end when they have been seen.
    if (severityOf(kind) === 'question') expect(isFrom('watchdog', { kind })).toBe(true);
    expect(isFrom('event', { kind })).toBe(severityOf(kind) === 'news');
    if (isStandstill(kind)) expect(severityOf(kind)).toBe('fault');
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
