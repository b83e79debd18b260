import * as v from 'valibot';
import { integerText, uuid } from '#contract/claritalk/shapes.ts';

const idText = v.union([
  v.pipe(uuid, v.toLowerCase()),
  integerText,
  v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.transform(String)),
]);

/** Free-form fields of people and of other systems: the ids in them are not Claritalk's. */
const foreignFields = ['metadata'];

/** Returns the first value that is an id: a UUID or a whole number. */
export function firstId(...values: readonly unknown[]): string | undefined {
  for (const value of values) {
    const id = v.safeParse(idText, value);
    if (id.success) return id.output;
  }
  return undefined;
}

/** Returns the meeting that a delivery's data is about, if any. */
export const meetingIdOf = (data: Readonly<Record<string, unknown>>): string | undefined =>
  firstId(data.meetingId, data.uuid, data.id);

/**
 * Returns the ids of all meetings named anywhere in a value: `meetingId`, `meeting_uuid`, `meetings: [{id}]`, … Any
 * field whose name ends with "meeting" counts, and the ids inside it.
 *
 * @param value JSON whose depth is bounded.
 */
export function meetingsIn(value: unknown): Set<string> {
  const found = new Set<string>();
  const note = (candidate: unknown) => {
    const id = firstId(candidate);
    if (id !== undefined) found.add(id);
  };
  const look = (inside: unknown, isMeeting: boolean): void => {
    if (typeof inside !== 'object' || inside === null) {
      if (isMeeting) note(inside);
      return;
    }
    if (Array.isArray(inside)) {
      for (const item of inside) look(item, isMeeting);
      return;
    }
    for (const [name, field] of Object.entries(inside)) {
      if (foreignFields.includes(name)) continue;
      if (isMeeting && /^(id|uuid)$/i.test(name)) note(field);
      look(field, namesMeeting(name));
    }
  };
  look(value, false);
  return found;
}

const namesMeeting = (name: string) =>
  /meetings?(ids?|uuids?)?$/.test(name.toLowerCase().replace(/[_-]/g, ''));
