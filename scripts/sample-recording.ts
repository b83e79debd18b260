/**
 * Makes the sample recordings of `src/features/recorder/ui/file/sample/` from the texts beside them: a made-up conversation,
 * spoken by espeak-ng in two voices, as Opus in WebM like what the recorder makes. They are committed, so only who
 * changes a text needs espeak-ng and ffmpeg. The same versions of both make the same bytes.
 *
 *     node scripts/sample-recording.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../src/features/recorder/ui/file/sample');
const languages = { en: 'en-gb', nl: 'nl', fr: 'fr-be', de: 'de' } as const;
/** Of the one who asks, and of the other. */
const voices = ['f3', 'm3'] as const;

interface Line {
  readonly who: string;
  readonly says: string;
}

const work = mkdtempSync(join(tmpdir(), 'sample-'));
try {
  for (const [language, voice] of Object.entries(languages)) {
    const lines = JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8')) as readonly Line[];
    const list = lines.map(({ who, says }, index) => {
      const file = join(work, `${language}-${index}.wav`);
      const variant = voices[who === lines[0]?.who ? 0 : 1];
      execFileSync('espeak-ng', ['-v', `${voice}+${variant}`, '-s', '150', '-g', '2', '-w', file, says]);
      return `file '${file}'`;
    });
    const joined = join(work, `${language}.txt`);
    writeFileSync(joined, list.join('\n'));
    const made = join(folder, `${language}.webm`);
    const input = ['-loglevel', 'error', '-y', '-f', 'concat', '-safe', '0', '-i', joined];
    const sound = [
      '-ac',
      '1',
      '-c:a',
      'libopus',
      '-b:a',
      '16k',
      '-flags:a',
      '+bitexact',
      '-fflags',
      '+bitexact',
    ];
    execFileSync('ffmpeg', [...input, ...sound, made]);
  }
} finally {
  rmSync(work, { recursive: true });
}
