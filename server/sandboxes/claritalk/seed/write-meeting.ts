import { guestAddressOf, relationId } from '../../firm/addresses.ts';
import { clients, type SeedClient } from '../../firm/clients.ts';
import type { Random } from '../../lib/random.ts';
import type { Contents } from '../store/meeting-contents.ts';
import type { Language, Story } from './language.ts';
import type { SeededQuestion } from './seed-templates.ts';

const dayMs = 24 * 3600 * 1000;

/** The people and the moment that a meeting's texts are about. */
export interface Setting {
  readonly language: Language;
  readonly story: Story;
  /** Internal meetings have no client. */
  readonly clientIndex: number | undefined;
  readonly owner: string;
  readonly colleague: string;
  /** Takes the part of the client's contact in an internal meeting. */
  readonly thirdPerson: string;
  /** Unix time in ms. */
  readonly at: number;
}

const dates = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();

function formatter<Format>(formatters: Map<string, Format>, key: string, make: () => Format): Format {
  const known = formatters.get(key);
  if (known) return known;
  const made = make();
  formatters.set(key, made);
  return made;
}

const regions: Readonly<Record<Language['locale'], string>> = {
  en: 'en-GB',
  nl: 'nl-BE',
  fr: 'fr-BE',
  de: 'de-DE',
};

function slotsOf(setting: Setting, client: SeedClient, random: Random): Record<string, () => string> {
  const region = regions[setting.language.locale];
  const date = (options: Intl.DateTimeFormatOptions, at: number) =>
    formatter(
      dates,
      `${region} ${JSON.stringify(options)}`,
      () => new Intl.DateTimeFormat(region, { ...options, timeZone: 'UTC' }),
    ).format(at);
  const euros = (amount: number) =>
    formatter(
      numbers,
      `${region} €`,
      () => new Intl.NumberFormat(region, { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 }),
    ).format(amount);
  const year = new Date(setting.at).getUTCFullYear();
  const contact = setting.clientIndex === undefined ? setting.thirdPerson : random.pick(client.contacts);
  return {
    client: () => client.name,
    contact: () => contact,
    owner: () => setting.owner,
    colleague: () => setting.colleague,
    amount: () => euros(random.integer(2, 96) * random.pick([250, 500, 1000])),
    fee: () => euros(random.integer(5, 36) * 50),
    percent: () =>
      formatter(numbers, `${region} %`, () => new Intl.NumberFormat(region, { style: 'percent' })).format(
        random.integer(2, 18) / 100,
      ),
    date: () => date({ day: 'numeric', month: 'long' }, setting.at + random.integer(10, 75) * dayMs),
    month: () => date({ month: 'long' }, setting.at + random.integer(20, 150) * dayMs),
    pastMonth: () => date({ month: 'long' }, setting.at - random.integer(20, 150) * dayMs),
    year: () => String(year),
    lastYear: () => String(year - 1),
  };
}

/** Fills the slots of a text. @throws Error when a text has a slot that nobody knows. */
function filler(setting: Setting, random: Random): (text: string) => string {
  const client =
    clients[setting.clientIndex ?? random.integer(0, clients.length - 1)] ?? random.pick(clients);
  const slots = slotsOf(setting, client, random);
  return (text) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const slot = slots[name];
      if (!slot) throw new Error(`unknown slot ${name} in the seed`);
      return slot();
    });
}

function summaryOf(
  setting: Setting,
  random: Random,
  fill: (text: string) => string,
  todos: readonly string[],
) {
  const { language, story } = setting;
  const opening = fill(random.pick(story.openings));
  const middles = random.sample(story.middles, random.integer(1, 3)).map(fill);
  const ending = fill(random.pick(story.endings));
  const form = random.next();
  if (form < 0.3) return [opening, middles[0], ending].join(' ');
  if (form < 0.65) return [opening, ...middles, ending].join('\n\n');
  const list = (items: readonly string[]) => items.map((item) => `- ${item}`).join('\n');
  return [
    opening,
    `### ${language.attention}\n\n${middles.map((text) => text.replace(/^.+?[.:](?= )/, '**$&**')).join('\n\n')}`,
    `### ${language.agreed}\n\n${list(todos.length > 0 ? todos : [ending])}`,
    ending,
  ].join('\n\n');
}

function answerOf(
  question: SeededQuestion,
  { language }: Setting,
  random: Random,
  fill: (text: string) => string,
) {
  if (random.chance(0.1)) return null;
  const { sentences, items } = language.answers[question.kind];
  if (question.output_type === 'single_line') return fill(random.pick(sentences));
  return random
    .sample(items, random.integer(2, 4))
    .map((item) => `- ${fill(item)}`)
    .join('\n');
}

function attendeesOf(setting: Setting, random: Random): Contents['attendees'] {
  const client = setting.clientIndex === undefined ? undefined : clients[setting.clientIndex];
  const inside = random.chance(0.5) ? [setting.owner, setting.colleague] : [setting.owner];
  const colleagues = (client ? inside : [setting.owner, setting.colleague]).map((name) => ({
    name,
    email: null,
    integration_id: null,
  }));
  if (!client || setting.clientIndex === undefined) return colleagues;
  const linked = random.chance(0.45) ? relationId(setting.clientIndex) : null;
  const guests = client.contacts.slice(0, random.integer(1, 2)).map((name) => ({
    name,
    email: random.chance(0.4) ? guestAddressOf(name) : null,
    integration_id: linked,
  }));
  return [...colleagues, ...guests];
}

/** The outcome of a meeting: only a processed one has a summary, answers and to-dos. */
export function writeMeeting(
  setting: Setting,
  questions: readonly SeededQuestion[],
  random: Random,
  processed: boolean,
): { readonly name: string; readonly contents: Contents } {
  const fill = filler(setting, random);
  const { story } = setting;
  const name = fill(random.pick(story.names));
  const attendees = attendeesOf(setting, random);
  const topics = random
    .sample(story.topics, random.integer(1, 4))
    .map(([topic, description, said], index) => {
      const discussed = processed ? random.chance(0.85) : null;
      return {
        id: index + 1,
        topic,
        description: random.chance(0.8) ? description : null,
        discussed,
        summary: discussed ? fill(said) : null,
      };
    });
  const todos = processed
    ? random.sample(story.todos, random.integer(0, 4)).map((text, index) => ({
        id: index + 1,
        description: fill(text),
        assignee: random.chance(0.85) ? random.pick(attendees).name : null,
        due_date: random.chance(0.8)
          ? new Date(setting.at + random.integer(3, 45) * dayMs).toISOString().slice(0, 10)
          : null,
        done: random.chance(0.3),
      }))
    : [];
  return {
    name: name.charAt(0).toUpperCase() + name.slice(1),
    contents: {
      summary: processed
        ? summaryOf(
            setting,
            random,
            fill,
            todos.map(({ description }) => description),
          )
        : '',
      questions: questions.map((question) => ({
        id: question.id,
        theme_id: question.theme_id,
        theme: question.theme,
        question: question.question,
        output_type: question.output_type,
        answer: processed ? answerOf(question, setting, random, fill) : null,
      })),
      topics,
      attendees,
      todos,
      metadata: {},
      details: processed ? { duration_in_seconds: random.integer(6, 95) * 60 + random.integer(0, 59) } : {},
    },
  };
}
