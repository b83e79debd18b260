import ICAL from 'ical.js';
import { urlText } from '#contract/url-text.ts';

// A line has at most 75 bytes, with the space that a continued one begins with, which the library does not count.
ICAL.foldLength = 74;

/** A component with its properties: text, days (`YYYY-MM-DD`) and instants. Those that are undefined are left out. */
export interface CalendarItem {
  readonly kind: 'vevent' | 'vtodo';
  /** The same for the same thing, so that importing it again changes the entry and adds none. */
  readonly uid: string;
  readonly texts: Readonly<
    Partial<Record<'summary' | 'description' | 'location' | 'url' | TextState, string>>
  >;
  readonly days?: Readonly<Partial<Record<'dtstart' | 'dtend' | 'due', string>>>;
  readonly instants?: Readonly<Partial<Record<'dtstart' | 'dtend', Date>>>;
  /** Who plans it, and who is invited. */
  readonly people?: readonly CalendarPerson[];
}

type TextState = 'status' | 'transp';

export interface CalendarPerson {
  readonly role: 'organizer' | 'attendee';
  readonly name: string;
  readonly email: string;
}

/**
 * A calendar file (RFC 5545). Times are written in UTC: the same instant everywhere, whatever clocks are changed
 * between today and then.
 * @param now when it is made
 */
export function writeCalendar(items: readonly CalendarItem[], now: Date): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('prodid', '-//Claritalk//Dashboard//EN');
  calendar.addPropertyWithValue('version', '2.0');
  for (const item of items) calendar.addSubcomponent(component(item, now));
  return `${calendar.toString()}\r\n`;
}

function component({ kind, uid, texts, days = {}, instants = {}, people = [] }: CalendarItem, now: Date) {
  const made = new ICAL.Component(kind);
  made.addPropertyWithValue('uid', uid);
  made.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(now, true));
  for (const [name, day] of Object.entries(days)) {
    made.addPropertyWithValue(name, ICAL.Time.fromDateString(day));
  }
  for (const [name, instant] of Object.entries(instants)) {
    made.addPropertyWithValue(name, ICAL.Time.fromJSDate(instant, true));
  }
  for (const [name, text] of Object.entries(texts)) {
    if (text !== '') made.addPropertyWithValue(name, printable(text));
  }
  for (const { role, name, email } of people) {
    const person = new ICAL.Property(role);
    person.setParameter('cn', printable(name).replaceAll('"', "'").replaceAll('\n', ' '));
    if (role === 'attendee') person.setParameter('rsvp', 'TRUE');
    person.setValue(`mailto:${urlText(email).replace('%40', '@')}`);
    made.addProperty(person);
  }
  return made;
}

/** Text without what no calendar may contain: control characters other than line breaks and tabs. */
const printable = (text: string) =>
  text.replaceAll(/\r\n?|[\u2028\u2029]/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '');

/** The day after one, both `YYYY-MM-DD`: an entry of a whole day ends where the next day begins. */
export function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}
