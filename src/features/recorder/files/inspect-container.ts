import {
  BlobSource,
  EncodedPacket,
  Input,
  type InputFormat,
  MATROSKA,
  MP4,
  OGG,
  QTFF,
  WEBM,
} from 'mediabunny';
import { type FileNote, FileRefused } from '../model/imported-file.ts';
import { oggCodec, trackCodec } from './codec-names.ts';
import { type KnownFrames, readCutIndex } from './cut-index.ts';
import { cutSegment } from './cut-segment.ts';
import { canExtract, extractSound, packSound } from './extract-sound.ts';
import { type FileBytes, tagAt } from './file-bytes.ts';
import type { FileFacts, Inspecting } from './file-facts.ts';
import { type IsoMedia, readIsoMedia } from './iso-media.ts';
import { isSilent } from './listen.ts';
import { endOfPages } from './ogg-pages.ts';

const msPerSecond = 1000;

/** What Claritalk is known to accept of a container. */
const accepted = {
  iso: ['aac', 'mp3', 'opus'],
  webm: ['opus', 'vorbis'],
  ogg: ['opus', 'vorbis'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

interface Container {
  readonly formats: InputFormat[];
  readonly codecs: readonly string[];
  /** The container's name, when Claritalk accepts the sound only in another one. */
  readonly extractFrom: string | undefined;
  /** The file ends before its sound does. */
  readonly cut: boolean;
  /** It states how long its sound was, whatever is left of it. */
  readonly isTotalKnown: boolean;
  /** What it is when it has no sound at all. */
  readonly empty: FileRefused;
  /** The codec's name where the demuxer knows none. */
  readonly unknownCodec?: string;
}

/** MP4, M4A, MOV and 3GP. @throws FileRefused */
export async function inspectIso(bytes: FileBytes, inspecting: Inspecting): Promise<FileFacts> {
  const media = await readIsoMedia(bytes);
  if (!media.index) {
    const known = await withoutWholeIndex(bytes, media, inspecting);
    if (known) return known;
    const isHollow = media.brand === '' && media.mediaBytes === 0;
    throw new FileRefused(isHollow ? 'unreadable' : 'unfinished');
  }
  return look(media.cut ? bytes.blob.slice(0, media.soundUntil) : bytes.blob, inspecting, {
    formats: [MP4, QTFF],
    codecs: accepted.iso,
    extractFrom: containerName(media.brand),
    cut: media.cut,
    // Fragments only describe themselves: how many would have followed is not known.
    isTotalKnown: !media.fragments,
    empty: new FileRefused(media.mediaBytes === 0 ? 'unfinished' : 'no-audio'),
  });
}

/** The sound listed by a part of an index; undefined when there is none. */
async function withoutWholeIndex(
  bytes: FileBytes,
  { brand, media, indexPart }: IsoMedia,
  { signal, onProgress }: Inspecting,
): Promise<FileFacts | undefined> {
  const known = media && indexPart && (await readCutIndex(bytes, indexPart, media));
  if (!known) return undefined;
  const seconds = known.samplesPerFrame / known.config.sampleRate;
  const sound = await packSound('aac', known.config, packetsOf(bytes, known, seconds), {
    signal,
    onProgress: (done) => onProgress(Math.min(1, done / (seconds * known.sizes.length))),
  });
  if (!sound) return undefined;
  const facts = await look(
    sound.file,
    { signal, onProgress },
    {
      formats: [MP4],
      codecs: accepted.iso,
      extractFrom: undefined,
      cut: false,
      isTotalKnown: true,
      empty: new FileRefused('unfinished'),
    },
  );
  const missingMs = (known.total - known.sizes.length) * seconds * msPerSecond;
  const notes: FileNote[] = [missingMs > 0 ? { kind: 'cut', missingMs } : { kind: 'closed' }];
  const container = containerName(brand);
  if (container) notes.push({ kind: 'extracted', format: container });
  return { ...facts, notes: [...notes, ...facts.notes] };
}

async function* packetsOf(bytes: FileBytes, { start, sizes }: KnownFrames, seconds: number) {
  let at = start;
  for (const [frame, size] of sizes.entries()) {
    const data = (await bytes.read(at, size)).slice();
    yield new EncodedPacket(data, 'key', frame * seconds, seconds);
    at += size;
  }
}

function containerName(brand: string): string | undefined {
  if (brand === 'qt  ' || brand === '') return 'QuickTime';
  return brand.startsWith('3g') ? '3GP' : undefined;
}

/** WebM, Matroska and Ogg. @throws FileRefused */
export async function inspectContainer(
  bytes: FileBytes,
  kind: 'webm' | 'ogg',
  head: Uint8Array,
  inspecting: Inspecting,
): Promise<FileFacts> {
  const text = tagAt(head, 0, Math.min(head.length, 4096));
  if (kind === 'ogg') {
    const end = await endOfPages(bytes);
    const cut = end !== undefined && end < bytes.size;
    const isKnown = /OpusHead|vorbis/.test(text);
    return look(cut ? bytes.blob.slice(0, end) : bytes.blob, inspecting, {
      formats: [OGG],
      codecs: accepted.ogg,
      extractFrom: undefined,
      cut,
      isTotalKnown: false,
      // Of Opus and Vorbis there may be no more than the head.
      empty: isKnown ? new FileRefused('unfinished') : new FileRefused('codec', { detail: oggCodec(text) }),
      unknownCodec: oggCodec(text),
    });
  }
  const matroska = text.slice(0, 64).includes('matroska'); // no text of people: the head of a file
  return look(bytes.blob, inspecting, {
    formats: [WEBM, MATROSKA],
    codecs: accepted.webm,
    extractFrom: matroska ? 'Matroska' : undefined,
    cut: cutSegment(head, bytes.size),
    isTotalKnown: true,
    empty: new FileRefused('no-audio'),
  });
}

async function look(blob: Blob, inspecting: Inspecting, container: Container): Promise<FileFacts> {
  const input = new Input({ source: new BlobSource(blob), formats: container.formats });
  try {
    if (!(await input.canRead())) throw new FileRefused('unreadable');
    const track = await input.getPrimaryAudioTrack();
    if (!track) throw container.empty;
    const { codec } = track;
    const fits = codec !== null && container.codecs.includes(codec);
    if (!fits && !(container.extractFrom && canExtract(codec))) {
      throw new FileRefused('codec', {
        detail: container.unknownCodec ?? trackCodec(codec, track.internalCodecId),
      });
    }
    const start = Math.max(0, await track.getFirstTimestamp());
    const seconds = (await track.computeDuration()) - start;
    if (!(seconds > 0)) throw container.empty;
    const notes: FileNote[] = [];
    if (await isSilent(track, seconds)) notes.push({ kind: 'silent' });
    const mimeType = (await input.getMimeType()).split(';', 1)[0] ?? '';
    if (!container.cut && !container.extractFrom) {
      return { mimeType, durationMs: seconds * msPerSecond, file: blob, notes };
    }
    const sound = await extractSound(track, {
      signal: inspecting.signal,
      onProgress: (done) => inspecting.onProgress(Math.min(1, done / seconds)),
    });
    if (!sound) throw new FileRefused('unfinished');
    if (container.extractFrom) notes.unshift({ kind: 'extracted', format: container.extractFrom });
    if (container.cut) {
      const missingMs = container.isTotalKnown ? seconds * msPerSecond - sound.durationMs : 0;
      notes.unshift({ kind: 'cut', missingMs: Math.max(0, missingMs) });
    }
    return { ...sound, notes };
  } finally {
    input.dispose();
  }
}
