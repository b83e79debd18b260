import { expect, it } from 'vitest';
import { normaliseCall, normaliseCallMeeting, normalisePage } from './calls.ts';

const wire = {
  id: '1f0c',
  at: '2026-01-31T09:00:00Z',
  phone: '+32470000001',
  person: 'Luc Van Hecke',
  seconds: 61,
  running: false,
  snippet: 'Good morning.',
  meeting: {
    state: 'done',
    running: false,
    meeting: 'm',
    by: 'Ada',
    own: true,
    sound: 'none',
    parts: { sent: 2, total: 2 },
  },
};

it('reads a call as the gateway sends it', () => {
  expect(normaliseCall(wire)).toEqual({
    ...wire,
    at: new Date('2026-01-31T09:00:00Z'),
    meeting: { ...wire.meeting },
  });
});

it('costs what is missing or odd only itself', () => {
  expect(normaliseCall({ id: '1' })).toEqual({
    id: '1',
    at: undefined,
    phone: undefined,
    person: undefined,
    seconds: undefined,
    running: false,
    snippet: '',
    meeting: undefined,
  });
  expect(normaliseCall({ phone: '1' })).toBeUndefined();
  expect(normaliseCallMeeting({ state: 'later', sound: 7, parts: 'none' })).toEqual({
    state: 'begun',
    running: false,
    meeting: undefined,
    by: '',
    own: false,
    sound: 'pending',
    parts: { sent: 0, total: 0 },
  });
  expect(normalisePage({ total: '3' }, [{ id: '1' }, {}], normaliseCall)).toMatchObject({
    rows: [{ id: '1' }],
    offset: 0,
    total: 3,
    everything: false,
    checking: false,
  });
});
