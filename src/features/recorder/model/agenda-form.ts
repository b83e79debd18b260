import { wholeCharacters } from '#contract/whole-characters.ts';
import type { Attendee } from '#src/api/claritalk/meetings/meetings-parts.ts';
import type { Agenda, ExpectedRelation } from './recording.ts';

/** The optional fields of the set-up as they are typed. */
export interface AgendaForm {
  readonly minutes: string;
  /** One a line. */
  readonly topics: string;
  /** One a line. */
  readonly attendees: string;
  /** Chosen from a connected system. */
  readonly relations: readonly ExpectedRelation[];
  readonly themeIds: readonly string[];
  /** Empty: none. */
  readonly dossierId: string;
  readonly teamIds: readonly string[];
}

export const emptyAgendaForm: AgendaForm = {
  minutes: '',
  topics: '',
  attendees: '',
  relations: [],
  themeIds: [],
  dossierId: '',
  teamIds: [],
};

const dayMinutes = 24 * 60;
// Maximum lengths of Claritalk's fields (contract/claritalk/shapes.ts).
const longestTopic = 500;
const longestName = 255;

/** Whole minutes from 1 to a day; undefined for anything else. */
export function readMinutes(text: string): number | undefined {
  const minutes = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
  return minutes >= 1 && minutes <= dayMinutes ? minutes : undefined;
}

/** The agenda without what was left empty; undefined when all of it was. */
export function readAgenda(form: AgendaForm): Agenda | undefined {
  const expectedMinutes = readMinutes(form.minutes);
  const topics = lines(form.topics, longestTopic);
  const attendees = lines(form.attendees, longestName);
  const agenda: Agenda = {
    ...(expectedMinutes === undefined ? {} : { expectedMinutes }),
    ...(topics.length > 0 && { topics }),
    ...(attendees.length > 0 && { attendees }),
    ...(form.relations.length > 0 && { relations: form.relations }),
    ...(form.themeIds.length > 0 && { themeIds: form.themeIds.map(Number) }),
    ...(form.dossierId !== '' && { dossierId: form.dossierId }),
    ...(form.teamIds.length > 0 && { teamIds: form.teamIds }),
  };
  return Object.keys(agenda).length > 0 ? agenda : undefined;
}

/** Everyone who is expected, as attendees of the meeting. */
export const peopleOf = ({ attendees, relations }: AgendaForm): Attendee[] => [
  ...lines(attendees, longestName).map((name) => ({ name, email: undefined, integrationId: undefined })),
  ...relations.map(({ id, name }) => ({ name, email: undefined, integrationId: id })),
];

/** With an attendee as the relation that they are: no longer among the names that were typed, nor as another relation. */
export function withLink(
  form: AgendaForm,
  { name, integrationId }: Attendee,
  id: string | number,
): AgendaForm {
  const others = form.relations.filter((one) => one.id !== integrationId);
  return { ...withoutLine(form, name), relations: [...others, { id, name }] };
}

/** With an attendee who was a relation as a name. */
export const withoutLink = (form: AgendaForm, { name, integrationId }: Attendee): AgendaForm => ({
  ...form,
  relations: form.relations.filter(({ id }) => id !== integrationId),
  attendees: [...lines(form.attendees, longestName), name].join('\n'),
});

/** With a relation under another name. */
export const withRelationName = (
  form: AgendaForm,
  { integrationId }: Attendee,
  name: string,
): AgendaForm => ({
  ...form,
  relations: form.relations.map((one) => (one.id === integrationId ? { ...one, name } : one)),
});

function withoutLine(form: AgendaForm, name: string): AgendaForm {
  const kept = form.attendees
    .split('\n')
    .filter((line) => wholeCharacters(line.trim(), longestName) !== name);
  return { ...form, attendees: kept.join('\n') };
}

const lines = (text: string, longest: number): string[] =>
  text
    .split('\n')
    .map((line) => wholeCharacters(line.trim(), longest))
    .filter((line) => line !== '');
