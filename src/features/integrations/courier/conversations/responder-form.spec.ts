import { describe, expect, it } from 'vitest';
import { normaliseResponder, phaseOf } from '#src/api/courier/administration/responders.ts';
import { blankResponder, responderFieldsOf, responderFormOf, responderProblems } from './responder-form.ts';
import { problemOf } from './snippet-form.ts';

const stored = normaliseResponder({
  id: '1',
  of: {
    name: 'Summer',
    args: { message: 'Back in August.', tone: 'kind' },
    enabled: true,
    'start-at': '2026-07-01T08:00:00Z',
    'end-at': '2026-08-01T08:00:00Z',
    'calendar-args': {
      timezone: 'Europe/Brussels',
      rules: [{ day: 'everyday', 'start-time': '18:00:00', 'end-time': '08:00:00' }, { day: 'everyday' }],
    },
  },
});

describe('an automatic answer', () => {
  it('is sent as it was where nothing was changed', () => {
    const form = responderFormOf(stored, 'Europe/Amsterdam');
    expect(responderProblems(form)).toEqual([]);
    expect(responderFieldsOf(form)).toEqual({
      name: 'Summer',
      message: 'Back in August.',
      group: undefined,
      start: Date.parse('2026-07-01T08:00:00Z'),
      end: Date.parse('2026-08-01T08:00:00Z'),
      zone: 'Europe/Brussels',
      hours: { begin: '18:00', end: '08:00' },
    });
  });

  it('needs a name, a message, a period and hours that make sense, and a time zone', () => {
    const blank = blankResponder('Europe/Brussels');
    expect(responderProblems(blank)).toEqual(['name', 'message']);
    const named = { ...blank, name: 'a', message: 'b' };
    expect(responderProblems(named)).toEqual([]);
    expect(responderProblems({ ...named, start: '2026-01-02T10:00', end: '2026-01-02T10:00' })).toEqual([
      'period',
    ]);
    expect(responderProblems({ ...named, from: '09:00' })).toEqual(['hours']);
    expect(responderProblems({ ...named, from: '18:00', until: '08:00' })).toEqual([]);
    expect(responderProblems({ ...named, zone: 'Brussels' })).toEqual(['zone']);
    expect(responderFieldsOf(named)).toMatchObject({ start: undefined, end: undefined, hours: undefined });
  });

  it.each([
    ['2026-06-30T00:00:00Z', true, 'planned'],
    ['2026-07-15T00:00:00Z', true, 'active'],
    ['2026-07-15T00:00:00Z', false, 'off'],
    ['2026-08-01T08:00:00Z', true, 'over'],
  ])('at %s, on: %s, is %s', (now, on, phase) => {
    expect(phaseOf({ ...stored, on }, Date.parse(now))).toBe(phase);
  });
});

it.each([
  ['abc', 'x', 'name'],
  ['Hours', 'x', 'name'],
  ['greet', 'x', 'taken'],
  ['hours', ' ', 'text'],
  ['hours2', 'x', undefined],
])('a snippet %s that becomes “%s”: %s', (name, text, problem) => {
  expect(problemOf({ name, text }, ['greet'])).toBe(problem);
});
