import { expect, test } from 'vitest';
import type { RetentionRule } from '#contract/gateway/retention.ts';
import { dueAt, latestDue } from './due.ts';
import { mayBeDue, ruleOf } from './rules.ts';

const now = Date.UTC(2026, 10, 30, 12);
const day = 24 * 60 * 60 * 1000;
const rule = (more: Partial<RetentionRule> = {}): RetentionRule => ({
  kind: 'draft',
  after: { amount: 90, unit: 'days' },
  ...more,
});
const facts = (more: object = {}) => ({
  status: 'draft',
  language: 'nl',
  changedAt: now - 100 * day,
  typeId: 3,
  teamIds: ['a', 'b'],
  ...more,
});

test('months and years are the calendar’s, and a day that is missing is the last of its month', () => {
  const due = (amount: number, unit: 'months' | 'years', from: string) =>
    new Date(dueAt(rule({ after: { amount, unit } }), Date.parse(from))).toISOString();
  expect(due(1, 'months', '2026-01-31T10:00:00Z')).toBe('2026-02-28T10:00:00.000Z');
  expect(due(13, 'months', '2026-12-31T00:00:00Z')).toBe('2028-01-31T00:00:00.000Z');
  expect(due(2, 'years', '2024-02-29T23:59:59Z')).toBe('2026-02-28T23:59:59.000Z');
});

test('due is due to the millisecond', () => {
  const at = (changedAt: number) => ruleOf([rule()], facts({ changedAt }), now);
  expect([at(now - 90 * day), at(now - 90 * day + 1)]).toEqual([0, undefined]);
});

test('every condition of a rule has to hold, and the first rule counts', () => {
  const fits = (more: Partial<RetentionRule>, of: object = {}) => ruleOf([rule(more)], facts(of), now) === 0;
  expect([fits({ typeId: 3 }), fits({ typeId: 4 })]).toEqual([true, false]);
  expect([fits({ language: 'nl' }), fits({ language: 'fr' })]).toEqual([true, false]);
  expect([fits({ teamId: 'b' }), fits({ teamId: 'c' })]).toEqual([true, false]);
  expect([fits({ kind: 'finished' }), fits({ kind: 'any' })]).toEqual([false, true]);
  expect(ruleOf([rule({ typeId: 9 }), rule({ kind: 'any' }), rule()], facts(), now)).toBe(1);
});

test('what is in progress, unheard of or without a time never goes', () => {
  const any = rule({ kind: 'any', after: { amount: 1, unit: 'days' } });
  for (const status of ['uploading', 'processing', 'awaiting_speaker_labels', ''])
    expect(ruleOf([any], facts({ status }), now)).toBeUndefined();
  expect(ruleOf([any], facts({ changedAt: undefined }), now)).toBeUndefined();
  expect(ruleOf([any], facts({ status: 'Meeting processed' }), now)).toBe(0);
});

test('a list rules nothing out that a meeting itself could show', () => {
  expect(mayBeDue([rule({ typeId: 9, teamId: 'z' })], facts(), now)).toBe(true);
  expect(mayBeDue([rule({ language: 'de' })], facts(), now)).toBe(false);
  expect(latestDue([], now)).toBeUndefined();
  expect(latestDue([rule(), rule({ after: { amount: 2, unit: 'months' } })], now)).toBe(now - 56 * day);
});
