import { guestAddressOf, isBritish, languageOf, relationId, telephoneOf } from '../../firm/addresses.ts';
import { clients } from '../../firm/clients.ts';
import type { Database } from '../../lib/database.ts';
import { Random } from '../../lib/random.ts';
import { addressOf } from '../files.ts';
import { insertMessage } from '../store/messages.ts';
import { countryIdOf } from '../values/countries.ts';
import { channels, firstIds, firstTagId, tagGroups, tickets } from './company-data.ts';
import type { SeededOperator } from './seed-company.ts';
import { dutch } from './threads/dutch.ts';
import { english } from './threads/english.ts';
import { french } from './threads/french.ts';
import { german } from './threads/german.ts';
import type { Thread } from './threads/thread.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Six months. */
const spanMs = 182 * dayMs;
/** How many of the latest conversations are waiting for an answer. */
const unanswered = 6;

const threads: Readonly<Record<string, readonly Thread[]>> = {
  en: english,
  nl: dutch,
  fr: french,
  de: german,
};

interface Person {
  readonly id: number;
  readonly firstName: string;
  readonly clientIndex: number;
  readonly language: string;
  readonly channelId: number;
  readonly transport: string;
}

/** Returns a client's identity on a channel: their number, their address, or their name in the messenger. */
function phoneOn(transport: string, telephone: string, email: string, random: Random): string {
  if (transport === 'email') return email;
  if (transport === 'telegram') return `[tg] ${random.integer(100_000_000, 999_999_999)}`;
  if (transport === 'widget') return `[chat] ${random.uuid().replaceAll('-', '').slice(0, 20)}`;
  return telephone;
}

function addPeople(database: Database, random: Random, now: number): readonly Person[] {
  const people: Person[] = [];
  for (const [clientIndex, client] of clients.entries()) {
    for (const [contactIndex, name] of client.contacts.entries()) {
      const at = people.length;
      const channel = channels[[0, 0, 1, 2, 0, 3, 2, 0][at % 8] ?? 0];
      if (!channel) throw new Error('there is no channel');
      const transport = channel.transports[0] ?? '';
      const telephone = telephoneOf(clientIndex, contactIndex);
      const email = guestAddressOf(name);
      const language = languageOf(clientIndex);
      const created = now - spanMs - random.integer(1, 300) * dayMs;
      const id = firstIds.client + at;
      database.run(
        `INSERT INTO clients (id, name, assigned_name, phone, client_phone, comment, country_id, external_id, external_ids,
           custom_fields, language, source, created, updated)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, '{}', ?, ?, 'incoming_message', ?, ?)`,
        id,
        name,
        transport === 'whatsapp' ? null : name,
        phoneOn(transport, telephone, email, random),
        telephone,
        client.name,
        countryIdOf(telephone),
        relationId(clientIndex),
        JSON.stringify({
          '1': client.name,
          '2': email,
          '3': isBritish(clientIndex) ? 'Europe/London' : 'Europe/Brussels',
        }),
        language,
        created,
        created,
      );
      database.run('INSERT INTO client_transports VALUES (?, ?, ?)', id, channel.id, transport);
      if (isBritish(clientIndex))
        database.run('INSERT INTO client_tags VALUES (?, ?)', id, tagId('International'));
      if (random.chance(0.1)) database.run('INSERT INTO client_tags VALUES (?, ?)', id, tagId('VIP'));
      const [firstName = name] = name.split(' ');
      people.push({ id, firstName, clientIndex, language, channelId: channel.id, transport });
    }
  }
  return people;
}

const labels = tagGroups.flatMap((group) => group.labels);
const tagId = (label: string): number => firstTagId + labels.indexOf(label);

/** A moment in office hours where the client is, on a working day. */
function officeTime(around: number, isLondon: boolean, random: Random): number {
  const day = new Date(around);
  day.setUTCDate(day.getUTCDate() + ([1, 0, 0, 0, 0, 0, -1][day.getUTCDay()] ?? 0));
  // An hour behind UTC+1 and UTC+2 at the earliest; London begins an hour after Brussels.
  day.setUTCHours(random.integer(8, 13) + Number(isLondon), random.integer(0, 59), random.integer(0, 59), 0);
  return day.getTime();
}

interface Talk {
  readonly person: Person;
  readonly operator: SeededOperator;
  readonly thread: Thread;
  readonly begun: number;
  /** How many of the thread's lines have been said. */
  readonly said: number;
  readonly isOpen: boolean;
}

const types: Readonly<Record<string, string>> = {
  '<': 'from_client',
  '>': 'to_client',
  '*': 'autoreply',
  '#': 'comment',
};

interface Written {
  readonly requestId: number;
  readonly ended: number;
}

function writeTalk(
  database: Database,
  random: Random,
  talk: Talk,
  dialogId: number,
  requestId: number,
): Written {
  const { person, operator, thread, begun, said, isOpen } = talk;
  let at = begun;
  const ids: number[] = [];
  for (const [index, line] of thread.lines.slice(0, said).entries()) {
    const type = types[line.charAt(0)] ?? 'system';
    if (index > 0) at += type === 'autoreply' ? 2000 : random.integer(40, 900) * 1000;
    const mine = type === 'to_client' || type === 'comment';
    const isLast = index === said - 1;
    const [text = '', file] = line.slice(2).split('[');
    const name = file?.replace(']', '');
    const id = insertMessage(database, {
      ...(requestId === firstIds.request && index === 0 ? { id: firstIds.message } : {}),
      type,
      text:
        text.trim().replace('{client}', person.firstName).replace('{operator}', operator.firstName) || null,
      attachments: name === undefined ? [] : [{ name, link: addressOf(name) }],
      transport: person.transport,
      clientId: person.id,
      operatorId: type === 'autoreply' ? null : operator.id,
      dialogId,
      channelId: person.channelId,
      requestId,
      created: at,
      read: !(isOpen && isLast && type === 'from_client'),
      isNew: index === 0 && type === 'from_client',
      gatewayStatus: mine && type !== 'comment' ? 'seen' : type === 'autoreply' ? 'delivered' : null,
    });
    ids.push(id);
  }
  const closed = isOpen ? null : at + 5 * minuteMs;
  database.run(
    'UPDATE requests SET updated = ?, closed = ?, start_message_id = ?, end_message_id = ? WHERE id = ?',
    at,
    closed,
    ids[0] ?? null,
    isOpen ? null : (ids.at(-1) ?? null),
    requestId,
  );
  database.run('INSERT INTO request_tags VALUES (?, ?)', requestId, tagId(thread.tag));
  const take = 'INSERT INTO operator_events (operator_id, event, dialog_id, created) VALUES (?, ?, ?, ?)';
  database.run(take, operator.id, 'take_chat', dialogId, begun + minuteMs);
  const [first] = ids;
  if (person.transport === 'widget' && first !== undefined) {
    const click = 'INSERT INTO web_clicks VALUES (?, ?, ?, ?, ?, ?)';
    database.run(
      click,
      first,
      person.id,
      'https://peeters-vandamme.test/contact',
      'newsletter',
      'spring',
      begun,
    );
  }
  if (!isOpen && random.chance(0.3)) {
    const score = random.integer(3, 5);
    const rate = 'INSERT INTO ratings (request_id, score, text, created) VALUES (?, ?, ?, ?)';
    database.run(rate, requestId, score, String(score), at + 10 * minuteMs);
  }
  return { requestId, ended: at };
}

interface ConversationsSeed {
  readonly operators: readonly SeededOperator[];
  readonly now: number;
}

/** Returns when everyone's talks start, oldest first, the last of them within the last few hours. */
function plannedTalks(
  people: readonly Person[],
  random: Random,
  { operators, now }: ConversationsSeed,
): Talk[] {
  const turns = people.flatMap((person) => Array.from({ length: random.integer(1, 3) }, () => person));
  // The generator spreads each person's talks over the period.
  const placed = turns.map((person) => ({ person, at: random.next() })).sort((a, b) => a.at - b.at);
  const speaking = (language: string) => operators.filter(({ locale }) => locale === language);
  return placed.map(({ person, at }, index) => {
    const left = placed.length - 1 - index;
    const isOpen = left < unanswered * 2;
    const waits = left < unanswered;
    const own = new Random(firstIds.request + index);
    const thread = own.pick(threads[person.language] ?? english);
    const lastQuestion = thread.lines.findIndex((line) => line.startsWith('<')) + 1;
    const around = now - spanMs + at * (spanMs - 2 * dayMs);
    return {
      person,
      operator: own.pick(speaking(person.language)),
      thread,
      begun: isOpen
        ? now - (left + 2) * 40 * minuteMs - 2 * hourMs
        : officeTime(around, isBritish(person.clientIndex), own),
      said: waits ? lastQuestion : thread.lines.length,
      isOpen,
    };
  });
}

function dialogOf(database: Database, dialogs: Map<number, number>, { person, begun }: Talk): number {
  const known = dialogs.get(person.id);
  if (known !== undefined) return known;
  const id = firstIds.dialog + dialogs.size;
  const sql =
    "INSERT INTO dialogs (id, client_id, channel_id, transport, state, begun) VALUES (?, ?, ?, ?, 'closed', ?)";
  database.run(sql, id, person.id, person.channelId, person.transport, begun);
  dialogs.set(person.id, id);
  return id;
}

function addTickets(
  database: Database,
  requests: readonly Written[],
  { operators, now }: ConversationsSeed,
): void {
  for (const [at, [summary, description]] of tickets.entries()) {
    const reporter = operators[at % 3]?.id ?? null;
    const request = requests[requests.length - 1 - at * 5];
    const created = request?.ended ?? now;
    const { id } = database.run(
      `INSERT INTO tickets (summary, description, status, priority, deadline, assignee_id, updater_id, reporter_id,
         created, updated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      summary,
      description,
      (at % 4) + 1,
      (at % 3) + 1,
      now + (at + 3) * dayMs,
      operators[(at + 1) % 5]?.id ?? null,
      reporter,
      reporter,
      created,
      created,
    );
    if (request) database.run('INSERT INTO ticket_requests VALUES (?, ?)', id, request.requestId);
  }
}

/** Seeds clients, their conversations over six months, and tickets about some of these. */
export function seedConversations(database: Database, random: Random, seed: ConversationsSeed): void {
  const people = addPeople(database, random, seed.now);
  const dialogs = new Map<number, number>();
  const written = plannedTalks(people, random, seed).map((talk, index) => {
    const { person, operator, begun, isOpen } = talk;
    const dialogId = dialogOf(database, dialogs, talk);
    const requestId = firstIds.request + index;
    database.run(
      `INSERT INTO requests (id, dialog_id, client_id, channel_id, transport, operator_id, starter, created, updated)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      requestId,
      dialogId,
      person.id,
      person.channelId,
      person.transport,
      operator.id,
      talk.thread.lines[0]?.startsWith('<') ? 'client' : 'operator',
      begun,
      begun,
    );
    const done = writeTalk(database, random, talk, dialogId, requestId);
    database.run(
      'UPDATE dialogs SET state = ?, operator_id = ?, ended = ? WHERE id = ?',
      isOpen ? 'open' : 'closed',
      operator.id,
      isOpen ? null : done.ended,
      dialogId,
    );
    return done;
  });
  addTickets(database, written, seed);
}
