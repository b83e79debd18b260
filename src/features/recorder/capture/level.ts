/** Loudness of a moment of sound; both from 0 (silence) to 1 (full scale). */
export interface Level {
  readonly rms: number;
  readonly peak: number;
}

export const silence: Level = { rms: 0, peak: 0 };

/** Measures samples between −1 and 1. */
export function measureLevel(samples: Float32Array): Level {
  if (samples.length === 0) return silence;
  let squares = 0;
  let peak = 0;
  for (const sample of samples) {
    squares += sample * sample;
    peak = Math.max(peak, Math.abs(sample));
  }
  return { rms: Math.min(1, Math.sqrt(squares / samples.length)), peak: Math.min(1, peak) };
}

const floorDecibels = -60;

/** Position of an amplitude on a meter, 0 to 1, by decibels above −60 dBFS, as ears and mixing desks do it. */
export function meterPosition(amplitude: number): number {
  if (amplitude <= 0) return 0;
  return Math.min(1, Math.max(0, 1 - (20 * Math.log10(amplitude)) / floorDecibels));
}
