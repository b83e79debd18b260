import { audioTypeOf } from '../model/audio-types.ts';
import { type FileNote, FileRefused, maxFileBytes } from '../model/imported-file.ts';
import { waveCodec } from './codec-names.ts';
import { containerIn } from './embedded.ts';
import { FileBytes, tagAt } from './file-bytes.ts';
import type { FileFacts, Inspecting } from './file-facts.ts';
import { inspectContainer, inspectIso } from './inspect-container.ts';
import { isSilentMpeg, isSilentWave } from './listen.ts';
import { endOfTags, readMpegAudio } from './mpeg-audio.ts';
import { mpegFrameAt } from './mpeg-frame.ts';
import { sniff } from './sniff.ts';
import { mendedWave, readWave, type Wave } from './wave.ts';

const headBytes = 64 * 1024;
/** How far a file that begins with zeros is searched. */
const zeroBytes = 16 * 1024 * 1024;
/** So many can belong to what follows them: the length of the first box of MP4. */
const containerZeros = 3;
const msPerSecond = 1000;
const pcm: readonly number[] = [1, 3, 6, 7];
/** Frames of MP3 and AAC behind a WAV header, as old dictaphones write them. */
const framed: readonly number[] = [0x50, 0x55, 0xff, 0x1600, 0x1610];

/**
 * Returns whether Claritalk accepts a file, repairs what can be repaired, and finds out how long its sound is. It
 * trusts the bytes more than the name and the header. Of a large file it reads a part, a window at a time.
 * @throws FileRefused, or the signal's reason.
 */
export async function inspectFile(file: File, inspecting: Inspecting): Promise<FileFacts> {
  if (file.size === 0) throw new FileRefused('empty');
  if (file.size > maxFileBytes) throw new FileRefused('too-large');
  try {
    return await inspect(file, inspecting);
  } catch (error) {
    inspecting.signal.throwIfAborted();
    if (error instanceof FileRefused) throw error;
    // Reading alone fails with a DOMException.
    throw new FileRefused(error instanceof DOMException ? 'changed' : 'unreadable', { cause: error });
  }
}

async function inspect(file: File, inspecting: Inspecting): Promise<FileFacts> {
  const bytes = new FileBytes(file);
  const head = (await bytes.read(0, headBytes)).slice();
  const sniffed = sniff(head);
  switch (sniffed.kind) {
    case 'other':
      throw new FileRefused('codec', { detail: sniffed.format });
    case 'not-audio':
      throw new FileRefused('not-audio');
    case 'wave':
      return inspectWave(bytes);
    case 'iso':
      return inspectIso(bytes, inspecting);
    case 'webm':
    case 'ogg':
      return inspectContainer(bytes, sniffed.kind, head, inspecting);
    case 'zeros':
      return inspectBehindZeros(file, await endOfZeros(bytes), inspecting);
    case 'text':
    case 'unknown': {
      if (head[0] === 0) return inspectBehindZeros(file, await endOfZeros(bytes), inspecting);
      const container = await containerBehind(bytes, head);
      if (container > 0) return inspectBehind(file, container, inspecting);
      if (sniffed.kind === 'text') return inspectFrames(bytes, new FileRefused('not-audio'));
      const named = audioTypeOf(file) !== undefined || /^(audio|video)\//.test(file.type);
      return inspectFrames(bytes, new FileRefused(named ? 'unreadable' : 'not-audio'));
    }
  }
}

/** Where a container begins that something else precedes; not above 0 when there is none. */
async function containerBehind(bytes: FileBytes, head: Uint8Array): Promise<number> {
  // Such a tag, and the pictures in it, may hold anything: only what follows it counts.
  const tags = tagAt(head, 0, 3) === 'ID3' ? await endOfTags(bytes) : 0;
  if (tags > 0) return containerIn(await bytes.read(tags, 16)) === 0 ? tags : 0;
  return mpegFrameAt(head, 0) ? 0 : containerIn(head);
}

/** The rest of a file that begins with something else. */
async function inspectBehind(file: File, junk: number, inspecting: Inspecting): Promise<FileFacts> {
  const rest = new File([file.slice(junk)], file.name, { type: file.type });
  const { notes, ...facts } = await inspect(rest, inspecting);
  return { ...facts, notes: [{ kind: 'junk', bytes: junk }, ...notes] };
}

/** Zeros that a program reserved for a header it never wrote, or that otherwise precede the sound. */
async function inspectBehindZeros(file: File, zeros: number, inspecting: Inspecting): Promise<FileFacts> {
  try {
    return await inspectBehind(file, zeros, inspecting);
  } catch (error) {
    const nothing = error instanceof FileRefused && ['unreadable', 'not-audio'].includes(error.refusal);
    throw nothing ? new FileRefused('unfinished', { cause: error }) : error;
  }
}

/** MP3 and AAC without a container. `otherwise`: the refusal for a file without frames of either. */
async function inspectFrames(bytes: FileBytes, otherwise: FileRefused): Promise<FileFacts> {
  const found = await readMpegAudio(bytes);
  if (!found) throw otherwise;
  if (found.codec !== 'mp3' && found.codec !== 'aac') throw new FileRefused('codec', { detail: found.codec });
  if (!(found.durationMs > 0)) throw new FileRefused('no-audio');
  const { blob } = bytes;
  const { cut } = found;
  const notes: FileNote[] = [];
  if (found.from > 0) notes.push({ kind: 'junk', bytes: found.from });
  if (cut) notes.push({ kind: 'cut', missingMs: cut.missingMs });
  const parts = cut
    ? [blob.slice(found.from, cut.at), cut.head, blob.slice(cut.at + cut.head.length)]
    : [blob.slice(found.from)];
  const mimeType = found.codec === 'mp3' ? 'audio/mpeg' : 'audio/aac';
  const file = notes.length === 0 ? blob : new Blob(parts, { type: mimeType });
  if (await isSilentMpeg(file)) notes.push({ kind: 'silent' });
  return { mimeType, durationMs: found.durationMs, file, notes };
}

async function inspectWave(bytes: FileBytes): Promise<FileFacts> {
  const wave = await readWave(bytes);
  // Without a data chunk there is no sound: the file ended in its header, or the header is damaged.
  if (!wave) throw new FileRefused(bytes.size < headBytes ? 'unfinished' : 'unreadable');
  const { format, start, end } = wave;
  if (framed.includes(format.tag)) {
    const inside = new FileBytes(bytes.blob.slice(start, end));
    return inspectFrames(inside, new FileRefused('codec', { detail: waveCodec(format.tag) }));
  }
  if (!pcm.includes(format.tag)) throw new FileRefused('codec', { detail: waveCodec(format.tag) });
  const bytesPerSecond = format.blockAlign * format.sampleRate;
  if (!(bytesPerSecond > 0) || format.channels === 0) throw new FileRefused('unreadable');
  const durationMs = ((end - start) / bytesPerSecond) * msPerSecond;
  if (!(durationMs > 0)) throw new FileRefused(wave.problem ? 'unfinished' : 'no-audio');
  const notes = notesOf(wave);
  const file = wave.problem || wave.long ? mendedWave(bytes.blob, wave) : bytes.blob;
  if (await isSilentWave(file, durationMs / msPerSecond)) notes.push({ kind: 'silent' });
  return { mimeType: 'audio/wav', durationMs, file, notes };
}

function notesOf({ problem, missingMs, long }: Wave): FileNote[] {
  if (problem === 'unwritten') return [{ kind: 'closed' }];
  if (problem === 'cut') return [{ kind: 'cut', missingMs }];
  return long ? [{ kind: 'extracted', format: 'RF64' }] : [];
}

/** Where a file that begins with zeros continues. @throws FileRefused when it does not. */
async function endOfZeros(bytes: FileBytes): Promise<number> {
  for (let at = 0; at < Math.min(bytes.size, zeroBytes); at += headBytes) {
    const found = (await bytes.read(at, headBytes)).findIndex((byte) => byte !== 0);
    if (found < 0) continue;
    // A container whose first bytes are zeros themselves.
    const before = Math.max(0, at + found - containerZeros);
    const container = containerIn(await bytes.read(before, 64));
    return container >= 0 && container <= containerZeros ? before + container : at + found;
  }
  throw new FileRefused('hollow');
}
