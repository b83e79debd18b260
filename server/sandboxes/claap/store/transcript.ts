import * as v from 'valibot';
import { jsonColumn } from '../../lib/json-column.ts';

/** What was said, as it is uploaded and as it is read. */
const transcript = v.looseObject({
  langIso2: v.optional(v.string()),
  segments: v.array(
    v.looseObject({ start: v.number(), end: v.number(), speakerId: v.string(), text: v.string() }),
  ),
});
export type Transcript = v.InferOutput<typeof transcript>;

const column = jsonColumn(transcript);

export const transcriptOf = (text: string | null): Transcript | undefined =>
  text === null ? undefined : v.parse(column, text);

/** Seconds until the last word. */
export const lengthOf = ({ segments }: Transcript): number =>
  Math.max(0, ...segments.map(({ end }) => Math.ceil(end)));

/** What stands in for a transcript where none was uploaded: nothing here recognises speech. */
export const madeUp = (author: string): Transcript => ({
  langIso2: 'en',
  segments: [{ start: 0, end: 4, speakerId: '1', text: `${author}: the sandbox does not recognise speech.` }],
  speakers: [{ speakerId: '1', name: author, isRecorder: true }],
});
