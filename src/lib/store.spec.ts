import { describe, expect, test, vi } from 'vitest';
import { createListeners, createStore } from './store.ts';

describe('listeners', () => {
  test('are told of each change, once each, until they leave', () => {
    const { subscribe, tell } = createListeners();
    const [one, other] = [vi.fn(), vi.fn()];
    const leave = subscribe(one);
    subscribe(other);
    tell();
    leave();
    tell();
    expect([one.mock.calls.length, other.mock.calls.length]).toEqual([1, 2]);
  });

  test('may come and leave while they are notified', () => {
    const { subscribe, tell } = createListeners();
    const late = vi.fn();
    const told = vi.fn(() => {
      leave();
      subscribe(late);
    });
    const leave = subscribe(told);
    tell();
    expect([told.mock.calls.length, late.mock.calls.length]).toEqual([1, 0]);
    tell();
    expect([told.mock.calls.length, late.mock.calls.length]).toEqual([1, 1]);
  });

  test('start with the first listener what ends with the last, once each time', () => {
    const log: string[] = [];
    const { subscribe } = createListeners(() => {
      log.push('begins');
      return () => log.push('ends');
    });
    const [first, second] = [subscribe(() => undefined), subscribe(() => log.push('never'))];
    first();
    first();
    expect(log).toEqual(['begins']);
    second();
    second();
    expect(log).toEqual(['begins', 'ends']);
    subscribe(() => undefined)();
    expect(log).toEqual(['begins', 'ends', 'begins', 'ends']);
  });
});

describe('a store', () => {
  test('has its value when others hear that it changed', () => {
    const store = createStore('a');
    const heard: string[] = [];
    store.subscribe(() => heard.push(store.get()));
    store.set('b');
    store.set('c');
    expect(heard).toEqual(['b', 'c']);
  });

  test('does not report a value that is the same', () => {
    const store = createStore(Number.NaN);
    const heard = vi.fn();
    store.subscribe(heard);
    store.set(Number.NaN);
    expect(heard).not.toHaveBeenCalled();
  });
});
