import { emailKey, isEmail, normaliseEmail } from '#contract/email.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { type CalendarPerson, writeCalendar } from './icalendar.ts';

/** A meeting that is planned to follow another. */
export interface NextMeeting {
  /** The same for the same plan: importing it again changes the entry. */
  readonly id: string;
  readonly title: string;
  readonly start: Date;
  readonly minutes: number;
  /** A room, an address or a link. */
  readonly place: string;
  readonly notes: string;
  /** Who plans it. */
  readonly organizer: { readonly name: string; readonly email: string };
  readonly invited: readonly { readonly name: string; readonly email: string }[];
}

/** The attendees of a meeting who have an e-mail address, without the person who plans the next one. */
export function invitable(
  { attendees }: Pick<Meeting, 'attendees'>,
  organizer: string,
): { readonly name: string; readonly email: string }[] {
  const known = new Set([emailKey(organizer)]);
  return attendees.flatMap(({ name, email: own = name }) => {
    const email = normaliseEmail(own);
    if (!isEmail(email) || known.has(emailKey(email))) return [];
    known.add(emailKey(email));
    return [{ name, email }];
  });
}

/** The plan as a calendar file. It is no invitation: calendars send those when their owner says so. */
export function writeNextMeeting(next: NextMeeting, now: Date): string {
  const { id, title, start, minutes, place, notes, organizer, invited } = next;
  const people: readonly CalendarPerson[] =
    invited.length === 0
      ? []
      : [
          { role: 'organizer', ...organizer },
          ...invited.map((person) => ({ role: 'attendee' as const, ...person })),
        ];
  return writeCalendar(
    [
      {
        kind: 'vevent',
        uid: `${id}@claritalk-dashboard`,
        instants: { dtstart: start, dtend: new Date(start.getTime() + minutes * 60_000) },
        texts: { summary: title, location: place, description: notes },
        people,
      },
    ],
    now,
  );
}
