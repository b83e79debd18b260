import { formatBytes, payloadFormatOf, payloadTypeOf } from '#contract/claap/payload-format.ts';
import { type NewPublication, publicationLimits } from '#contract/claap/publications.ts';
import { isEmail } from '#contract/email.ts';
import { wholeCharacters } from '#contract/whole-characters.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { withMarks } from '#src/lib/with-marks.ts';
import { instantOf, type PublishDraft } from './publish-draft.ts';
import { readDevice, readFile } from './source.ts';
import type { ChosenSource } from './source-fields.tsx';

/** Why something cannot be published as it is. */
export type Problem =
  | 'full'
  | 'noSource'
  | 'empty'
  | 'tooLarge'
  | 'format'
  | 'unreadable'
  | 'noTitle'
  | 'order'
  | 'noDeal';

const sizeOf = (source: ChosenSource) => (source.kind === 'file' ? source.file.size : source.recording.bytes);

/** Its first bytes. Rejects where it cannot be read. */
function headOf(source: ChosenSource): Promise<ArrayBuffer> {
  const read = source.kind === 'file' ? readFile(source.file) : readDevice(source.recording.id);
  return read(0, Math.min(formatBytes, sizeOf(source)));
}

/** What is wrong, looked at by content; undefined when nothing is. */
export async function problemOf(
  source: ChosenSource | undefined,
  { title, startedAt, endedAt, dealType, dealId }: PublishDraft,
): Promise<Problem | undefined> {
  if (!source) return 'noSource';
  if (sizeOf(source) === 0) return 'empty';
  if (sizeOf(source) > publicationLimits.bytes) return 'tooLarge';
  if (title.trim() === '') return 'noTitle';
  if (startedAt !== '' && endedAt !== '' && endedAt < startedAt) return 'order';
  if (dealType !== '' && dealId.trim() === '') return 'noDeal';
  const head = await headOf(source).catch(() => undefined);
  if (!head) return 'unreadable';
  return payloadFormatOf(new Uint8Array(head)) ? undefined : 'format';
}

interface Said {
  readonly draft: PublishDraft;
  readonly meeting: Pick<Meeting, 'id' | 'attendees'>;
  readonly transcript: NewPublication['transcript'];
}

/** What is sent of it, before its bytes. The source has no problem. */
export async function contentOf(
  source: ChosenSource,
  { draft, meeting, transcript }: Said,
): Promise<NewPublication> {
  const { title, folder, startedAt, endedAt, without, dealType, dealId } = draft;
  const format = payloadFormatOf(new Uint8Array(await headOf(source)));
  const given = source.kind === 'file' ? source.file.type : source.recording.mediaType;
  const [start, end] = [instantOf(startedAt), instantOf(endedAt)];
  return {
    meeting: meeting.id,
    title: title.trim(),
    ...(folder === '' ? {} : { channelId: folder }),
    ...(start === undefined ? {} : { startedAt: start }),
    ...(end === undefined ? {} : { endedAt: end }),
    participants: withMarks(meeting.attendees)
      .filter(([mark]) => !without.includes(mark))
      .map(([, { name, email }]) => ({
        name: wholeCharacters(name, 255),
        ...(email !== undefined && isEmail(email) ? { email } : {}),
      })),
    ...(dealType === '' ? {} : { deal: { id: dealId.trim(), type: dealType } }),
    ...(transcript ? { transcript } : {}),
    bytes: sizeOf(source),
    mediaType: format ? payloadTypeOf(format, given) : given,
  };
}
