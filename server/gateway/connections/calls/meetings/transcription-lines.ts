import { wholeCharacters } from '#contract/whole-characters.ts';

/** A line of a meeting's chat. */
export interface SpokenLine {
  readonly sentence: string;
  /** Unix time in seconds. */
  readonly time: number;
}

/** Each line takes a request. */
const mostLines = 20;
/** What a line of a chat may have at Claritalk, in UTF-16 units. */
const longestLine = 10_000;

/** Where another person begins to speak, or another paragraph begins. */
const turns = /\r?\n+|\s[–—]\s/;

/**
 * What was said, as lines of a chat in its order. The system does not say who spoke, nor when: the lines are spread evenly
 * over the call, each at a second of its own.
 *
 * @param startedAt in ms since the epoch
 */
export function linesOf(transcription: string, startedAt: number, seconds: number): readonly SpokenLine[] {
  const said = transcription
    .split(turns)
    .map((turn) => turn.trim())
    .filter(Boolean)
    .flatMap(inParts);
  const perLine = Math.ceil(said.length / mostLines);
  const sentences = joined(said, perLine);
  const start = Math.floor(startedAt / 1000);
  const step = Math.max(1, Math.floor(seconds / Math.max(1, sentences.length)));
  return sentences.map((sentence, at) => ({ sentence, time: start + at * step }));
}

/** Puts neighbours into one line, as long as it does not become too long. */
function joined(said: readonly string[], perLine: number): readonly string[] {
  const lines: string[] = [];
  let turnsOfLast = 0;
  for (const turn of said) {
    const last = lines.at(-1);
    const together = `${last} – ${turn}`;
    if (last !== undefined && turnsOfLast < perLine && together.length <= longestLine) {
      lines[lines.length - 1] = together;
      turnsOfLast += 1;
    } else {
      lines.push(turn);
      turnsOfLast = 1;
    }
  }
  return lines;
}

function inParts(turn: string): readonly string[] {
  const parts: string[] = [];
  for (let rest = turn; rest !== ''; ) {
    const part = wholeCharacters(rest, longestLine);
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return parts;
}
