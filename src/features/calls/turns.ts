/** A part of a conversation. */
export interface Turn {
  /** Where it begins in the whole text. */
  readonly at: number;
  readonly text: string;
}

/** Where another person begins to speak, or another paragraph begins, as Courier writes it down. */
const ends = /\n| [–—] /g;

/** What was said, by turns. */
export function turnsOf(transcription: string): readonly Turn[] {
  const turns: Turn[] = [];
  let from = 0;
  for (const { index, 0: end } of [...transcription.matchAll(ends), { index: transcription.length, 0: '' }]) {
    const text = transcription.slice(from, index).trim();
    if (text !== '') turns.push({ at: from, text });
    from = index + end.length;
  }
  return turns;
}
