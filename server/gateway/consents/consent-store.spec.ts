import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { consentLimits } from '#contract/gateway/consents/consents.ts';
import type { Database } from '../../data/database.ts';
import { emptyPlace, engines } from '../../data/testing/engines.ts';
import { Seal } from '../sessions/sealed.ts';
import { ConsentStore, consentPlan } from './consent-store.ts';

const facts = { person: 'Owen', purpose: '', keptDays: 90, onObjection: 'pause' } as const;
const saying = { decision: 'agreed', name: null, language: 'de' } as const;
const hourMs = 3_600_000;

describe.each(engines)('consents on %s', (engine) => {
  const place = emptyPlace(engine);
  let store: ConsentStore;
  let now: number;
  let database: Database;
  const seal = new Seal('a secret that is long enough 1234567', 'consents');
  beforeEach(async () => {
    now = Date.parse('2026-11-30T10:00:00Z');
    database = await place.open().open(consentPlan);
    store = new ConsentStore(database, seal, () => now);
  });

  test('many who ask and answer at once get one address and numbers without gaps', async () => {
    const asked = await Promise.all(Array.from({ length: 5 }, () => store.ask('r', 'owner', facts)));
    expect(new Set(asked.map((one) => one?.token)).size).toBe(1);
    const [one] = asked;
    const receipts = await Promise.all(Array.from({ length: 30 }, () => store.say(one!, saying)));
    expect(new Set(receipts).size).toBe(30);
    const answers = await store.answers(one!);
    expect(answers.map(({ number }) => number)).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
    expect(await store.ask('r', 'someone else', facts)).toBeUndefined();
    expect(await store.of('r', 'someone else')).toBeUndefined();
  });

  test.each([
    [30, 90],
    [90, 90],
    [365, 365],
    [2557, 2557],
  ])(
    'kept for %i days: people answer for one, withdraw for %i, and then all of it goes',
    async (keptDays, days) => {
      const asked = (await store.ask('r', 'owner', { ...facts, keptDays }))!;
      expect(asked.until - now).toBe(days * 24 * hourMs);
      const receipt = (await store.say(asked, saying))!;
      now += consentLimits.hours * hourMs;
      expect(await store.say(asked, saying)).toBeUndefined();
      expect(await store.withdraw(asked, receipt)).toBe(true);
      expect((await store.said(asked, receipt))?.withdrawnAt).toBe(new Date(now).toISOString());
      expect(await store.withdraw(asked, 'another receipt')).toBe(false);
      const last = (await store.ask('r2', 'owner', { ...facts, keptDays }))!;
      const late = (await store.say(last, saying))!;
      now = last.until - 1;
      await store.sweep();
      expect(await store.at(asked.token)).toBeUndefined();
      expect(await store.withdraw((await store.at(last.token))!, late)).toBe(true);
      now = last.until;
      expect(await store.at(last.token)).toBeUndefined();
      await store.sweep();
      expect([await store.answers(asked), await store.answers(last)]).toEqual([[], []]);
    },
  );

  test('what people answered to stays what they were shown, however it is said later', async () => {
    const { recording, token, words } = (await store.ask('r', 'owner', facts))!;
    expect((await store.at(token))?.words).toEqual(words);
    const shown = { version: '2025-01', texts: { ...words.texts, de: 'So war es einmal.' } };
    const kept = seal.close(JSON.stringify({ ...facts, words: shown }), `${recording} facts`);
    await database.run('UPDATE consents SET facts = ? WHERE recording = ?', kept, recording);
    const asked = (await store.at(token))!;
    await store.say(asked, saying);
    const [answer] = await store.answers(asked);
    const { salt, version, language, decision, name, at, hash } = answer!;
    expect(version).toBe('2025-01');
    const proof = JSON.stringify([salt, version, language, 'So war es einmal.', decision, name, at]);
    expect(createHash('sha256').update(proof).digest('hex')).toBe(hash);
  });

  test('a withdrawal is told until its meeting was seen, to whom it belongs', async () => {
    const asked = (await store.ask('r', 'owner', facts))!;
    const [one, two] = [(await store.say(asked, saying))!, (await store.say(asked, saying))!];
    await store.withdraw(asked, one);
    // Nobody knows a meeting yet: the recorder says it.
    expect(await store.withdrawn('owner')).toEqual([]);
    expect(await store.note('r', 'someone else', 'm', 0)).toBe(false);
    expect(await store.note('r', 'owner', 'm', 0)).toBe(true);
    const told = { meeting: 'm', count: 1, at: now };
    expect(await store.withdrawn('owner')).toEqual([told]);
    expect(await store.withdrawn('someone else')).toEqual([]);
    await store.withdraw(asked, one);
    expect(await store.withdrawn('owner')).toEqual([told]);
    await store.note('r', 'owner', 'm', 1);
    expect(await store.withdrawn('owner')).toEqual([]);
    // What an older page says later takes nothing back.
    await store.note('r', 'owner', 'm', 0);
    expect(await store.withdrawn('owner')).toEqual([]);
    now += hourMs;
    await store.withdraw(asked, two);
    expect(await store.withdrawn('owner')).toEqual([{ meeting: 'm', count: 1, at: now }]);
    now = asked.until;
    expect(await store.withdrawn('owner')).toEqual([]);
  });

  test('one recording has so many answers, and no more', async () => {
    const asked = (await store.ask('r', 'owner', facts))!;
    for (let at = 0; at < consentLimits.answers; at += 1) await store.say(asked, saying);
    expect(await store.say(asked, saying)).toBeUndefined();
    expect(await store.answers(asked)).toHaveLength(consentLimits.answers);
  });
});
