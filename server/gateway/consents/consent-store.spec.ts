import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { consentLimits } from '#contract/gateway/consents/consents.ts';
import { engines, type StorePlace, storePlace } from '../../data/testing/engines.ts';
import { Seal } from '../sessions/sealed.ts';
import { ConsentStore, consentPlan } from './consent-store.ts';

const facts = { person: 'Owen', purpose: '', keptDays: 90, onObjection: 'pause' } as const;
const saying = { decision: 'agreed', name: null, language: 'de' } as const;
const hourMs = 3_600_000;

describe.each(engines)('consents on %s', (engine) => {
  let place: StorePlace;
  let store: ConsentStore;
  let now: number;
  beforeAll(async () => {
    place = await storePlace(engine);
  });
  afterAll(() => place.end());
  beforeEach(async () => {
    await place.clear();
    now = Date.parse('2026-11-30T10:00:00Z');
    const database = await place.open().open(consentPlan);
    store = new ConsentStore(
      database,
      new Seal('a secret that is long enough 1234567', 'consents'),
      () => now,
    );
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

  test('people answer for a day, withdraw for ninety, and then all of it goes', async () => {
    const asked = (await store.ask('r', 'owner', facts))!;
    const receipt = (await store.say(asked, saying))!;
    now += consentLimits.hours * hourMs;
    expect(await store.say(asked, saying)).toBeUndefined();
    expect(await store.withdraw(asked, receipt)).toBe(true);
    expect((await store.said(asked, receipt))?.withdrawnAt).toBe(new Date(now).toISOString());
    expect(await store.withdraw(asked, 'another receipt')).toBe(false);
    now = asked.until;
    expect(await store.at(asked.token)).toBeUndefined();
    await store.sweep();
    expect(await store.answers(asked)).toEqual([]);
  });

  test('one recording has so many answers, and no more', async () => {
    const asked = (await store.ask('r', 'owner', facts))!;
    for (let at = 0; at < consentLimits.answers; at += 1) await store.say(asked, saying);
    expect(await store.say(asked, saying)).toBeUndefined();
    expect(await store.answers(asked)).toHaveLength(consentLimits.answers);
  });
});
