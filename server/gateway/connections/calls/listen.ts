import { refusal } from '../../http/refusal.ts';
import type { Viewer } from '../conversations/sights.ts';
import { askedBytes, type BytesRequest, passBytes } from '../media/answered-file.ts';
import type { Calls } from './calls.ts';
import { soundTypeOf, tellingBytes } from './meetings/sound-types.ts';

/** A sound that someone may have asked for, as a reference has it. */
export interface HeardCall {
  readonly id: string;
  /** What it is by its first bytes. */
  readonly mime: string;
}

const pattern = /^call ([0-9a-f-]{36}) (audio\/[a-z0-9]{2,8})$/;

export const referenceText = ({ id, mime }: HeardCall): string => `call ${id} ${mime}`;

/** Undefined for what refers to anything else. */
export function callInReference(text: string): HeardCall | undefined {
  const [, id, mime] = pattern.exec(text) ?? [];
  return id === undefined || mime === undefined ? undefined : { id, mime };
}

/**
 * Returns what the sound of a call is, by its first bytes; undefined where there is none. The call has to be visible to
 * whoever asks. @throws Refusal
 */
export async function heardCall(
  calls: Calls,
  organisation: string,
  id: string,
): Promise<HeardCall | undefined> {
  const headers = { range: `bytes=0-${tellingBytes - 1}` };
  const answer = await calls.soundBytes(organisation, id, { headers, successes: [200, 206] });
  if (!answer) return undefined;
  const head: Buffer[] = [];
  try {
    for await (const piece of answer.body) {
      head.push(Buffer.from(piece));
      if (Buffer.concat(head).length >= tellingBytes) break;
    }
  } finally {
    // It may send all of it.
    answer.body.destroy();
  }
  const type = soundTypeOf(Buffer.concat(head));
  return type && { id, mime: type.mime };
}

/**
 * Passes the sound of a call on, or the part that is asked for. Who may listen is asked each time: whoever may no longer
 * see a call hears no more of it. @throws Refusal
 */
export async function passSound(
  calls: Calls,
  viewer: Viewer,
  { id, mime }: HeardCall,
  asked: BytesRequest,
): Promise<void> {
  await calls.visible(viewer, id);
  const { organisation } = viewer.member;
  const { headers } = askedBytes(asked.request);
  const { signal } = asked;
  const answer = await calls.soundBytes(organisation, id, { headers, successes: [200, 206, 416], signal });
  if (!answer) throw refusal('call-silent', {});
  await passBytes(answer, asked, { 'content-type': mime, 'content-disposition': 'inline' });
}
