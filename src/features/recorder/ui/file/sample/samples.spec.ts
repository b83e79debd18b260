import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { inspectFile } from '#src/features/recorder/files/inspect-file.ts';
import { loadSample, sampleLanguages } from './samples.ts';

const bytesOf = (language: string) => readFileSync(new URL(`${language}.webm`, import.meta.url));
const signal = new AbortController().signal;

it.each(sampleLanguages)('the sample in %s is short, small, and accepted as it is', async (language) => {
  const bytes = bytesOf(language);
  expect(bytes.byteLength).toBeLessThan(128 * 1024);
  const file = new File([bytes], 'sample.webm', { type: 'audio/webm' });
  const facts = await inspectFile(file, { signal, onProgress: () => undefined });
  expect(facts).toMatchObject({ mimeType: 'audio/webm', notes: [] });
  expect(facts.durationMs).toBeGreaterThan(38_000);
  expect(facts.durationMs).toBeLessThan(52_000);
});

it('all languages have the same conversation', async () => {
  const speakers = await Promise.all(
    sampleLanguages.map(async (language) => {
      const { lines } = await loadSample(language);
      return lines.map(({ who }) => who === lines[0]?.who);
    }),
  );
  for (const turns of speakers) expect(turns).toEqual([true, false, true, false, true, false, true, false]);
});
