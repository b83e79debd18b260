const sampleRate = 8_000;
/** Browsers pass media keys to a page only while it plays something of more than five seconds. */
const silenceSeconds = 10;
/** Of 8-bit samples. */
const silentSample = 128;
const headerBytes = 44;

/** The keys of a keyboard or a headset, which reach the page whatever window is in front. */
const keys = ['nexttrack', 'pause', 'play'] as const;

/**
 * Calls back when a media key is pressed, for as long as no other program plays anything. Silence is played for it. Returns
 * how to end it. Nothing on telephones, where playing may move the microphone to another device.
 */
export function onMediaKeys(run: () => void): () => void {
  const session = navigator.mediaSession as MediaSession | undefined;
  if (!session || !matchMedia('(pointer: fine)').matches) return () => undefined;
  const url = URL.createObjectURL(new Blob([silence()], { type: 'audio/wav' }));
  const player = new Audio(url);
  player.loop = true;
  player.play().catch(() => undefined);
  for (const key of keys) handle(session, key, run);
  return () => {
    for (const key of keys) handle(session, key, null);
    player.pause();
    URL.revokeObjectURL(url);
  };
}

function handle(session: MediaSession, key: (typeof keys)[number], run: (() => void) | null): void {
  try {
    session.setActionHandler(key, run);
  } catch {
    // A browser that does not know this key.
  }
}

/** http://soundfile.sapp.org/doc/WaveFormat/ */
function silence(): Uint8Array<ArrayBuffer> {
  const samples = sampleRate * silenceSeconds;
  const wave = new Uint8Array(headerBytes + samples).fill(silentSample);
  const view = new DataView(wave.buffer);
  const write = (at: number, text: string) => wave.set(new TextEncoder().encode(text), at);
  write(0, 'RIFF');
  view.setUint32(4, headerBytes - 8 + samples, true);
  write(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  write(36, 'data');
  view.setUint32(40, samples, true);
  return wave;
}
