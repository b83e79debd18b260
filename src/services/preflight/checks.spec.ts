import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dossier } from '#src/api/claritalk/meetings/dossiers.ts';
import type { Attendee } from '#src/api/claritalk/meetings/meetings-parts.ts';
import {
  findDossier,
  findLanguage,
  findRenamed,
  findTodos,
  findUnlinked,
  guestsOf,
  sameName,
  systemsToAsk,
  usualLanguage,
} from './checks.ts';
import { keyOf, leftKey, notLeft, printOf } from './finding.ts';
import type { Standing } from './standing.ts';

const person = (name: string, integrationId?: string | number, email?: string): Attendee => ({
  name,
  email,
  integrationId,
});
const found = (label: string, byName: boolean): Standing => ({
  kind: 'found',
  relation: { id: 'rel-1', label },
  system: 'CRM',
  byName,
});
const mark = (value: string) => ({ value, by: 'owen', at: '2026-11-20T15:00:00.000Z' });
const name = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => text.trim() !== '');

describe('who is a client', () => {
  const colleagues = [{ name: 'Zoë Peeters', email: 'zoe@firm.test' }];

  it('is whoever does not work here, by name or address, and whoever is linked', () => {
    const people = [
      person('zoe  PEETERS'),
      person('Z. P.', undefined, 'ZOE@firm.test'),
      person('zoe@firm.test'),
      person('Zoë Peeters', 'rel-1'),
      person('Luc Van Hecke'),
    ];
    const guests = guestsOf(people, colleagues);
    expect(guests.map((one) => one.name)).toEqual(['Zoë Peeters', 'Luc Van Hecke']);
    expect(findUnlinked(guests)).toEqual([{ kind: 'unlinked', person: person('Luc Van Hecke') }]);
  });

  it('is never someone of the organisation, whoever that is', () => {
    fc.assert(
      fc.property(fc.array(name), (names) => {
        const everyone = names.map((one) => ({ name: one, email: undefined }));
        expect(
          guestsOf(
            names.map((one) => person(one)),
            everyone,
          ),
        ).toEqual([]);
      }),
    );
  });
});

it('asks the systems that keep relations, else every connected one', () => {
  const system = (id: number, type: string, connected?: boolean) => ({
    ...{ id, name: String(id), type, connected, syncedAt: undefined },
  });
  const [crm, calendar, off] = [system(1, 'CRM', true), system(2, 'calendar', true), system(3, 'crm', false)];
  expect(systemsToAsk([calendar, crm, off])).toEqual([crm]);
  expect(systemsToAsk([calendar, off, system(4, 'x')])).toEqual([calendar, system(4, 'x')]);
  expect(systemsToAsk([off])).toEqual([]);
});

describe('a linked attendee', () => {
  const luc = person('Luc Van Hecke', 'rel-1');
  const kinds = (one: Attendee, standing: Standing, left = {}) =>
    findRenamed(one, standing, left).map(({ kind }) => kind);

  it('is fine under the name that the system has, or as someone who belongs to the relation', () => {
    expect(kinds(person('bakkerij  van hecke', 1), found('Bakkerij Van Hecke', true))).toEqual([]);
    expect(kinds(luc, found('Bakkerij Van Hecke BV', true))).toEqual([]);
    expect(kinds(luc, { kind: 'asking' })).toEqual([]);
    expect(kinds(luc, { kind: 'unknown' })).toEqual([]);
  });

  it('differs where the system no longer finds the relation under the name, or knows a longer one', () => {
    expect(kinds(luc, found('Bakkerij Van Hecke BV', false))).toEqual(['renamed']);
    expect(kinds(person('Garage Moens', 1), found('Garage Moens & Zonen', true))).toEqual(['renamed']);
    expect(kinds(person('Garage Moens & Zonen', 1), found('Moens', true))).toEqual(['renamed']);
    expect(kinds(luc, { kind: 'gone' })).toEqual(['gone']);
  });

  it('stays as someone left it until the system calls the relation something else again', () => {
    const [first] = findRenamed(luc, found('Bakkerij Van Hecke BV', false), {});
    const left = { [leftKey(keyOf(first!))]: mark(printOf(first!)) };
    expect(kinds(luc, found('Bakkerij Van Hecke BV', false), left)).toEqual([]);
    const [again] = findRenamed(luc, found('Van Hecke Groep', true), left);
    expect(again).toMatchObject({
      before: { value: 'Bakkerij Van Hecke BV' },
      relation: { label: 'Van Hecke Groep' },
    });
    expect(notLeft([again!], left)).toEqual([again]);
  });
});

describe('the dossier', () => {
  const dossier = (id: string, called: string): Dossier => ({ id, name: called, reference: undefined });
  const [bakery, brewery] = [dossier('1', 'Bakkerij Van Hecke BV'), dossier('2', 'Brouwerij De Zwaan NV')];
  const dossiers = [bakery, brewery];
  const guests = [person('Luc Van Hecke', 'rel-1')];
  const labels = ['bakkerij van hecke bv'];

  it.each([
    [
      'missing, with the one of the client',
      { dossierId: undefined, labels },
      [{ kind: 'noDossier', suggested: bakery }],
    ],
    [
      'missing, with two clients',
      { dossierId: undefined, labels: [...labels, brewery.name] },
      [{ kind: 'noDossier' }],
    ],
    ['missing in a meeting among colleagues', { dossierId: undefined, guests: [] }, []],
    ['missing where there are none', { dossierId: undefined, dossiers: [] }, []],
    ['not visible', { dossierId: '9' }, [{ kind: 'lostDossier', dossierId: '9' }]],
    [
      'of another client',
      { dossierId: '2', labels },
      [{ kind: 'otherDossier', dossier: brewery, suggested: bakery }],
    ],
    ['of one of two clients', { dossierId: '2', labels: [...labels, brewery.name] }, []],
    ['of a client', { dossierId: '1', labels }, []],
    ['of nobody who is known', { dossierId: '2', labels: [] }, []],
  ])('%s', (_case, given, expected) => {
    expect(findDossier({ dossiers, guests, labels: [], ...given })).toMatchObject(expected);
  });
});

it('a language is usual when the latest three meetings agree', () => {
  expect(usualLanguage(['nl', 'nl-BE', 'NL', 'fr'])).toBe('nl');
  expect(usualLanguage(['nl', 'nl'])).toBeUndefined();
  expect(usualLanguage(['nl', 'fr', 'nl'])).toBeUndefined();
  expect(usualLanguage([undefined, undefined, undefined])).toBeUndefined();
  expect(findLanguage('fr-BE', 'nl')).toEqual([{ kind: 'language', locale: 'fr-BE', usual: 'nl', count: 3 }]);
  expect(findLanguage('nl-BE', 'nl')).toEqual([]);
  expect(findLanguage(undefined, 'nl')).toEqual([]);
  expect(findLanguage('fr', undefined)).toEqual([]);
});

it('an open to-do needs an owner and a day', () => {
  const todo = (assignee?: string, dueDate?: string, done = false) => ({
    ...{ key: 'a', description: 'Call', assignee, dueDate, done },
  });
  const missing = [
    todo(),
    todo('Eva'),
    todo('', '2031-01-01'),
    todo('Eva', '2031-01-01'),
    todo(undefined, undefined, true),
  ];
  expect(findTodos(missing).map((one) => one.kind === 'todo' && one.missing)).toEqual([
    'both',
    'due',
    'owner',
  ]);
});

it('the same name is so in both directions, and of itself', () => {
  fc.assert(
    fc.property(name, name, (one, other) => {
      expect(sameName(one, one.toUpperCase().toLowerCase())).toBe(
        sameName(one.toUpperCase().toLowerCase(), one),
      );
      expect(sameName(one, ` ${one} `)).toBe(true);
      expect(sameName(one, other)).toBe(sameName(other, one));
    }),
  );
});
