import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DeliveryState, deliveryStates } from '#contract/gateway/conversations.ts';
import { Seal } from '../../sessions/sealed.ts';
import { ClientStore } from './client-store.ts';

const open = (now = Date.now) => new ClientStore(new DatabaseSync(':memory:'), new Seal('secret'), now);
const resultOf = (states: readonly DeliveryState[]) => {
  const store = open();
  for (const state of states) {
    const reason = state === 'failed' ? 'The recipient cannot be reached' : null;
    store.deliveries.note('org', 7, { message: 1, state, reason });
  }
  return store.deliveries.of('org', 7)[0];
};

describe('what became of a message', () => {
  it.each<[string, DeliveryState[], DeliveryState, string | null]>([
    ['goes forward', ['pending', 'sent', 'delivered', 'seen'], 'seen', null],
    ['is not undone by late news', ['seen', 'delivered', 'sent', 'pending'], 'seen', null],
    ['may be seen before it is delivered', ['sent', 'seen', 'delivered'], 'seen', null],
    [
      'fails after it was sent, with a reason',
      ['sent', 'failed'],
      'failed',
      'The recipient cannot be reached',
    ],
    ['fails although “sent” comes late', ['failed', 'sent'], 'failed', 'The recipient cannot be reached'],
    ['has not failed if it arrived', ['delivered', 'failed'], 'delivered', null],
    ['has not failed if it arrives in the end', ['failed', 'seen'], 'seen', null],
  ])('%s', (_name, states, state, reason) => {
    expect(resultOf(states)).toEqual({ message: 1, state, reason });
  });

  it('is the same in whichever order it is told, and however often', () => {
    const states = fc.array(fc.constantFrom(...deliveryStates), { minLength: 1, maxLength: 8 });
    const orders = states.chain((told) => {
      const twice = [...told, ...told];
      const all = { minLength: twice.length, maxLength: twice.length };
      return fc.tuple(fc.constant(told), fc.shuffledSubarray(twice, all));
    });
    fc.assert(
      fc.property(orders, ([told, shuffled]) => {
        expect(resultOf(shuffled)).toEqual(resultOf(told));
      }),
      { numRuns: 200 },
    );
  });

  it('stays with its organisation and conversation', () => {
    const store = open();
    store.deliveries.note('one', 7, { message: 1, state: 'seen', reason: null });
    store.deliveries.note('two', 7, { message: 1, state: 'sent', reason: null });
    expect(store.deliveries.of('two', 7)).toEqual([{ message: 1, state: 'sent', reason: null }]);
    expect(store.deliveries.of('one', 8)).toEqual([]);
    store.delete('one');
    expect(store.deliveries.of('one', 7)).toEqual([]);
    expect(store.deliveries.of('two', 7)).toHaveLength(1);
  });

  it('is forgotten after a month', () => {
    let now = 0;
    const store = open(() => now);
    store.deliveries.note('org', 7, { message: 1, state: 'seen', reason: null });
    now = 29 * 86_400_000;
    store.prune();
    expect(store.deliveries.of('org', 7)).toHaveLength(1);
    now = 31 * 86_400_000;
    store.prune();
    expect(store.deliveries.of('org', 7)).toEqual([]);
  });
});

describe('who attended a meeting', () => {
  it('is known until the meeting changes, and sealed for its organisation', () => {
    const store = open();
    const contacts = { emails: ['guest@example.test'], relations: ['rel-1001'] };
    store.contacts.keep('one', 'm', '2026-01-01', contacts);
    expect(store.contacts.find('one', 'm', '2026-01-01')).toEqual(contacts);
    expect(store.contacts.find('one', 'm', '2026-01-02')).toBeUndefined();
    expect(store.contacts.find('two', 'm', '2026-01-01')).toBeUndefined();
  });
});

describe('links by hand', () => {
  const by = { uuid: 'u', name: 'Ada' };
  const meeting = { kind: 'meeting', id: 'm', attendee: '', by } as const;

  it('are made once, and taken away', () => {
    const store = open(() => 5);
    const dossier = { kind: 'dossier', id: 'm', attendee: '', by } as const;
    store.links.add('one', 1, meeting);
    store.links.add('one', 1, meeting);
    store.links.add('one', 1, dossier);
    store.links.add('two', 1, meeting);
    expect(store.links.all('one').get(1)).toHaveLength(2);
    store.links.remove('one', 1, meeting);
    expect(store.links.all('one').get(1)).toEqual([{ ...dossier, at: 5 }]);
    expect(store.links.all('two').get(1)).toEqual([{ ...meeting, at: 5 }]);
  });

  it('learn who of a meeting it is, and do not forget it', () => {
    const store = open(() => 5);
    store.links.add('one', 1, meeting);
    store.links.add('one', 1, { ...meeting, attendee: 'Luc Peeters' });
    store.links.add('one', 1, meeting);
    expect(store.links.all('one').get(1)).toEqual([{ ...meeting, attendee: 'Luc Peeters', at: 5 }]);
  });

  it('of files without attendees are still there', () => {
    const database = new DatabaseSync(':memory:');
    new ClientStore(database, new Seal('secret'), () => 5).links.add('one', 1, meeting);
    database.exec('ALTER TABLE client_links DROP COLUMN attendee');
    const store = new ClientStore(database, new Seal('secret'), () => 5);
    expect(store.links.all('one').get(1)).toEqual([{ ...meeting, at: 5 }]);
  });
});
