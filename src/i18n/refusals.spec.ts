import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refusals } from '#contract/gateway/refusals.ts';

const file = new URL('locales/en/refusals.json', import.meta.url);
const texts = JSON.parse(readFileSync(file, 'utf8')) as { refusals: Record<string, string> };
const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

describe('what the gateway refuses', () => {
  it('has a text for each code, and no other', () => {
    expect(Object.keys(texts.refusals)).toEqual(Object.keys(refusals));
  });

  it.each(Object.entries(refusals))('%s is worded with what the gateway tells of it', (code, { message }) => {
    const known = names(message);
    for (const name of names(texts.refusals[code] ?? '')) expect(known).toContain(name);
  });
});
