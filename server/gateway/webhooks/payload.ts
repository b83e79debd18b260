import * as v from 'valibot';
import { webhookEvents } from '#contract/claritalk/webhooks.ts';
import { measureJson } from '../http/json-measure.ts';
import { meetingIdOf, meetingsIn } from './meeting-ids.ts';
import { deliveryLimits } from './read-delivery.ts';
import { redactedPayload } from './redacted-payload.ts';

/** What an admin sees of a delivery. */
export interface ShownPayload {
  /** Null when it can no longer be read. */
  readonly payload: unknown;
  /** True when it is the outline only. */
  readonly outline: boolean;
}

const delivery = v.object({ data: v.record(v.string(), v.unknown()) });
/** Documented events that are not about a meeting. */
const aboutNoMeeting: readonly string[] = webhookEvents.filter((event) => !event.startsWith('meeting.'));
/** Each costs a request to Claritalk; a delivery that names more is shown as an outline. */
const maxMeetings = 8;

/**
 * Returns what an admin may see of a payload. Being an admin is no reason to read what was said in a meeting that was
 * not shared with them, whatever the event calls itself: all meetings named must be readable, and an undocumented event
 * that names none is shown as an outline.
 *
 * @param text the payload as it was kept; undefined when it cannot be decrypted.
 * @param mayRead whether the admin may read a meeting, by its id.
 */
export async function payloadFor(
  text: string | undefined,
  event: string,
  mayRead: (meetingId: string) => Promise<boolean>,
): Promise<ShownPayload> {
  // One kept from before there was a limit could not be serialised.
  if (text === undefined || measureJson(Buffer.from(text)).depth > deliveryLimits.depth) {
    return { payload: null, outline: false };
  }
  const payload: unknown = JSON.parse(text);
  return (await isReadable(payload, event, mayRead))
    ? { payload, outline: false }
    : { payload: redactedPayload(payload), outline: true };
}

async function isReadable(
  payload: unknown,
  event: string,
  mayRead: (meetingId: string) => Promise<boolean>,
): Promise<boolean> {
  const meetings = meetingsIn(payload);
  if (!aboutNoMeeting.includes(event)) {
    const about = v.safeParse(delivery, payload);
    const subject = about.success ? meetingIdOf(about.output.data) : undefined;
    if (subject !== undefined) meetings.add(subject);
    if (meetings.size === 0) return false;
  }
  if (meetings.size > maxMeetings) return false;
  for (const meeting of meetings) if (!(await mayRead(meeting))) return false;
  return true;
}
