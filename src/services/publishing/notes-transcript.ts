import type { NewPublication } from '#contract/claap/publications.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';

type Transcript = NonNullable<NewPublication['transcript']>;

/** Something that was written at a time of the recording. */
export interface TimedNote {
  /** Into the recording. */
  readonly seconds: number;
  readonly text: string;
  readonly kind: 'note' | 'chat' | 'bookmark';
}

/** How long a note is shown, in seconds, where no other follows sooner. */
const shownFor = 10;
const longest = 20_000;
const most = 5_000;

/**
 * Notes as a transcript, marked as what they are: nobody has said them. Undefined without any.
 * @param label how notes of a kind are marked
 */
export function transcriptOf(
  notes: readonly TimedNote[],
  {
    author,
    language,
    label,
  }: { author: string; language: string | undefined; label: (kind: TimedNote['kind']) => string },
): Transcript | undefined {
  const written = notes
    .filter(({ text, seconds }) => text.trim() !== '' && seconds >= 0)
    .toSorted((one, other) => one.seconds - other.seconds)
    .slice(0, most);
  if (written.length === 0) return undefined;
  const code = language?.slice(0, 2).toLowerCase();
  const speakerId = 'notes';
  return {
    ...(code && /^[a-z]{2}$/.test(code) ? { langIso2: code } : {}),
    segments: written.map(({ seconds, text, kind }, at) => ({
      start: seconds,
      end: Math.max(
        seconds,
        Math.min(seconds + shownFor, written[at + 1]?.seconds ?? Number.POSITIVE_INFINITY),
      ),
      speakerId,
      text: wholeCharacters(`${label(kind)}: ${text.trim()}`, longest),
    })),
    speakers: [{ speakerId, name: wholeCharacters(author, 255) }],
  };
}
