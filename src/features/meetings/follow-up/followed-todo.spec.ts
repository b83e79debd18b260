import { expect, it } from 'vitest';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import type { LinkedClients } from '#src/api/gateway/linked-clients.ts';
import { loadDocumentTexts } from '#src/i18n/document-languages.ts';
import { noPeople, recipientsOf } from '../shared/reach.ts';
import { byRecipient, type FollowedTodo } from './followed-todo.ts';
import { reminderSubject, reminderText } from './reminder-text.ts';

const todo = (key: string, owner: string | undefined, meeting = 'm1'): FollowedTodo => ({
  ...{ key, description: `To-do ${key}`, owner, due: undefined, done: false },
  meeting: { id: meeting, name: 'Annual accounts', locale: 'nl_BE' },
});
const client = (id: number, name: string, attendee?: string) => ({
  ...{ id, name, address: undefined, ways: ['email' as const], attendee, by: undefined },
});
const conversation = (id: number, of: number) => ({
  ...{
    id: dialogId(id),
    dialog: id,
    client: { id: of, name: '' },
    open: true,
    channel: undefined,
    transport: undefined,
  },
  ...{ operator: undefined, waiting: false, waitingSince: undefined, unread: false, last: undefined },
});
const linked: LinkedClients = {
  clients: [client(1, 'L. Van Hecke', 'Luc Van Hecke'), client(2, 'Jan'), client(3, 'Piet', 'Piet')],
  conversations: [conversation(12, 1), conversation(11, 1), conversation(20, 2)],
  suggestions: [],
  checking: false,
};

it('groups to-dos by the client who has to do them, over meetings, and says why others are left out', () => {
  const todos = [
    todo('a', 'Luc Van Hecke '),
    todo('b', 'Jan', 'm2'),
    todo('c', 'Luc Van Hecke', 'm2'),
    todo('d', undefined),
    todo('e', 'Piet'),
    todo('f', 'Eva'),
    todo('g', 'Jan', 'not read yet'),
  ];
  const recipients = recipientsOf(linked, noPeople);
  const { groups, others } = byRecipient(todos, (id) => (id.startsWith('m') ? recipients : undefined));
  expect(
    groups.map(({ recipient: { id, ways }, todos: own }) => [
      id,
      ways.map((way) => way.kind === 'messenger' && way.conversation?.dialog),
      own.map(({ key }) => key),
    ]),
  ).toEqual([
    ['1', [12], ['a', 'c']],
    ['2', [20], ['b']],
  ]);
  expect(others.map(({ todo: { key }, why }) => [key, why])).toEqual([
    ['d', 'noOwner'],
    ['e', 'noConversation'],
    ['f', 'notLinked'],
  ]);
});

it('whoever Courier reaches is reminded by e-mail, and by text message where they agreed', () => {
  const person = (individual: string, attendee: string, consent: 'accepted' | 'none') => ({
    ...{ individual, user: individual, name: attendee, attendee, email: `${individual}@here.example` },
    ...{ phone: '+32470000000', consent, locale: undefined },
  });
  const people = [person('eva', 'Eva', 'accepted'), person('luc', 'Luc Van Hecke', 'none')];
  const recipients = recipientsOf(linked, { people, account: 'a' });
  const { groups, others } = byRecipient([todo('a', 'Luc Van Hecke'), todo('f', 'Eva')], () => recipients);
  expect(groups.map(({ recipient: { ways } }) => ways.map(({ kind }) => kind))).toEqual([
    ['messenger', 'email'],
    ['email', 'text'],
  ]);
  expect(others).toEqual([]);
});

it('words a reminder in the language of the client', async () => {
  const texts = await loadDocumentTexts('nl', ['nl-BE']);
  const due = { ...todo('b', 'Luc'), due: '2026-06-30' };
  expect(reminderText(texts, 'Luc', [todo('a', 'Luc'), due])).toBe(
    `Dag Luc,

Graag herinneren wij u aan wat we in onze vergadering “Annual accounts” hebben afgesproken:

- To-do a
- To-do b (uiterlijk 30 juni 2026)

Laat u ons weten wanneer het klaar is? Bedankt.`,
  );
  expect(reminderText(texts, 'Luc', [due, todo('c', 'Luc', 'm2')])).toContain('in onze vergaderingen');
  expect(reminderSubject(texts, [due])).toBe('Herinnering: Annual accounts');
  expect(reminderSubject(texts, [due, todo('c', 'Luc', 'm2')])).toContain('in onze vergaderingen');
});
