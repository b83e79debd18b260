import type { Entity } from '../store/store.ts';
import { type Cast, dayMs, minuteMs, type Person, type Seeding } from './seeding.ts';
import { spoken } from './spoken.ts';

const channelCount = 60;

export const said = (text: string, firm: Person, client: Person): string =>
  text.replaceAll('{firm}', firm.firstName).replaceAll('{client}', client.firstName);

/** Who at the firm speaks a client’s language; the first two are in half of what happens. */
export function colleagueFor({ staff }: Cast, { locale }: Person, at: number): Person {
  const speakers = staff.filter((person) => person.locale === locale);
  const favourites = staff.slice(0, 2);
  const from = at % 2 === 0 || speakers.length === 0 ? favourites : speakers;
  const person = from[Math.floor(at / 2) % from.length];
  if (!person) throw new Error('there is nobody at the firm');
  return person;
}

interface Line {
  readonly channel: Entity;
  readonly author: Person;
  readonly reader: Person;
  readonly text: string;
  readonly age: number;
  readonly isRead: boolean;
}

function addMessage(seeding: Seeding, { channel, author, reader, text, age, isRead }: Line): void {
  const at = seeding.ago(age);
  seeding.add(
    'messaging-messages',
    {
      'channel-id': channel.id,
      'individual-id': author.individual.id,
      'user-id': author.user.id,
      'user-type': author.individual.fields['account-type'],
      message: text,
      'posted-time': at,
      draft: false,
      removed: false,
      reads: isRead ? { [reader.individual.id]: seeding.ago(age - minuteMs) } : {},
      reactions:
        isRead && seeding.random.chance(0.08)
          ? [{ 'individual-id': reader.individual.id, 'reaction-type': 'like' }]
          : [],
    },
    age,
  );
}

/** Threads of a client with someone at the firm, over six months; the last may wait for an answer. */
function addThreads(
  seeding: Seeding,
  channel: Entity,
  { firm, client }: { firm: Person; client: Person },
): number {
  const { random } = seeding;
  const { threads } = spoken[client.locale];
  const count = random.integer(2, 4);
  let latest = 180 * dayMs;
  for (let thread = 0; thread < count; thread++) {
    const lines = threads[(thread + channel.number) % threads.length] ?? [];
    const isLast = thread === count - 1;
    let age = ((count - thread) / count) * 150 * dayMs - random.integer(0, 20) * dayMs + dayMs / 4;
    // A last thread without its end waits for the firm.
    const shown = isLast && random.chance(0.4) ? lines.slice(0, 2) : lines;
    for (const [at, line] of shown.entries()) {
      age -= random.integer(3, 240) * minuteMs;
      latest = Math.max(age, 5 * minuteMs);
      const [author, reader] = at % 2 === 0 ? [firm, client] : [client, firm];
      const isRead = !(isLast && at === shown.length - 1);
      addMessage(seeding, { channel, author, reader, text: said(line, firm, client), age: latest, isRead });
    }
  }
  return latest;
}

export function seedConversations(seeding: Seeding, cast: Cast, number: Entity): void {
  const { organizations, groups, clients } = cast;
  for (const [at, client] of clients.slice(0, channelCount).entries()) {
    const firm = colleagueFor(cast, client, at);
    const channel = seeding.add(
      'messaging-channels',
      {
        name: `${client.firstName} ${client.individual.fields['last-name']}`,
        label: null,
        archived: at % 15 === 14,
        floating: false,
        'individual-ids': [firm.individual.id, client.individual.id],
        'individual-group-id': null,
        'org-id': organizations[0]?.id,
        'owner-id': client.individual.id,
        'created-by': firm.user.id,
        'event-settings': { enabled: true },
        'group-provider-ack': false,
        'subscription-type': 'none',
        'text-number-id': at % 5 === 0 ? number.id : null,
        'with-sms': at % 10 === 0,
      },
      180 * dayMs,
    );
    const latest = addThreads(seeding, channel, { firm, client });
    seeding.store.change(channel, { 'last-modified-time': seeding.ago(latest) });
  }
  const [group] = groups;
  const [ada, owen] = cast.staff;
  if (!group || !ada || !owen) return;
  const team = seeding.add('messaging-channels', {
    name: group.fields.name,
    archived: false,
    floating: false,
    'individual-ids': group.fields.members,
    'individual-group-id': group.id,
    'org-id': organizations[0]?.id,
    'owner-id': ada.individual.id,
    'created-by': ada.user.id,
    'event-settings': { enabled: true },
    'group-provider-ack': true,
    'subscription-type': 'none',
    'with-sms': false,
  });
  const note = { channel: team, author: owen, reader: ada, text: 'The files for Friday are in the dossier.' };
  addMessage(seeding, { ...note, age: dayMs / 2, isRead: false });
}
