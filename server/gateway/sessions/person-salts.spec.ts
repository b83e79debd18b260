import { beforeEach, describe, expect, test } from 'vitest';
import type { SubjectKey } from '#contract/gateway/session.ts';
import type { Database } from '../../data/database.ts';
import { emptyPlace, engines } from '../../data/testing/engines.ts';
import { type PersonSalts, personSalts } from './person-salts.ts';
import { Seal } from './sealed.ts';
import { sessionPlan } from './session-tables.ts';

const [ada, owen] = ['ada', 'owen'] as unknown as readonly [SubjectKey, SubjectKey];
const year = 400 * 24 * 60 * 60 * 1000;

describe.each(engines)('salts of people on %s', (engine) => {
  const place = emptyPlace(engine);
  let now: number;
  let database: Database;
  /** Of two gateways; an SQLite file belongs to one. */
  let one: PersonSalts;
  let other: PersonSalts;
  beforeEach(async () => {
    now = 1_000_000_000_000;
    database = await place.open().open(sessionPlan);
    const second = engine === 'sqlite' ? database : await place.open().open(sessionPlan);
    one = personSalts(database, new Seal('secret'), () => now);
    other = personSalts(second, new Seal('secret'), () => now);
  });
  const hex = async (salts: PersonSalts, person = ada) => (await salts.of(person)).toString('hex');

  test('each person has one, however many ask for it first; it is sealed', async () => {
    const salts = await Promise.all([one, other, one, other].map((each) => hex(each)));
    expect(new Set(salts).size).toBe(1);
    const [salt = ''] = salts;
    expect(salt).toMatch(/^[0-9a-f]{64}$/);
    expect(await hex(other)).toBe(salt);
    expect(await hex(one, owen)).not.toBe(salt);
    const row = await database.one<{ salt: Uint8Array }>(
      'SELECT salt FROM person_salts WHERE person = ?',
      'ada',
    );
    expect(Buffer.from(row?.salt ?? []).toString('hex')).not.toContain(salt);
  });

  test('one that nobody can open any longer is replaced for everyone', async () => {
    const before = await hex(one);
    const renewed = personSalts(database, new Seal('another'), () => now);
    const salt = await hex(renewed);
    expect(salt).not.toBe(before);
    expect(await hex(renewed)).toBe(salt);
  });

  test('is kept for as long as it is asked for within 400 days', async () => {
    const [first, second] = [await hex(one), await hex(one, owen)];
    now += year - 1;
    expect(await hex(other)).toBe(first);
    now += 1;
    await other.sweep();
    expect(await hex(one)).toBe(first);
    expect(await hex(one, owen)).not.toBe(second);
  });
});
