import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a decoder hears in a recording. */
export interface Decoded {
  readonly seconds: number;
  /** Decibels below full scale; -91 is digital silence. */
  readonly meanVolume: number;
}

/** Decodes a recording of any container and codec with ffmpeg. @throws Error when it cannot. */
export function decoded(bytes: Buffer): Decoded {
  const folder = mkdtempSync(join(tmpdir(), 'claritalk-decoded-'));
  try {
    const file = join(folder, 'recording');
    writeFileSync(file, bytes);
    const args = ['-hide_banner', '-nostats', '-i', file, '-af', 'volumedetect,ashowinfo', '-f', 'null', '-'];
    const { stderr, status } = spawnSync('ffmpeg', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    const samples = [...stderr.matchAll(/ rate:(\d+) nb_samples:(\d+)/g)];
    const volume = /mean_volume: (-?[\d.]+) dB/.exec(stderr)?.[1];
    if (status !== 0 || volume === undefined) throw new Error(`not decoded:\n${stderr.slice(-2000)}`);
    const seconds = samples.reduce((sum, [, rate, count]) => sum + Number(count) / Number(rate), 0);
    return { seconds, meanVolume: Number(volume) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
