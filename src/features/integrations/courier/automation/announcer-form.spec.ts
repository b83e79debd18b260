import { expect, it } from 'vitest';
import { normaliseAnnouncer } from '#src/api/courier/technical/announcers.ts';
import { changesOf, formOf, problemsOf } from './announcer-form.ts';

const before = formOf(
  normaliseAnnouncer({
    id: '1',
    of: { name: 'A', event: 'individual-archived', type: 'message', args: { message: 'Hi', to: [1] } },
  }),
);

it('is new with everything, otherwise changed by what differs', () => {
  expect(changesOf(formOf(undefined), { ...formOf(undefined), name: ' N ', type: 't' }, true)).toEqual({
    name: 'N',
    event: 'individual-shared',
    type: 't',
    args: {},
  });
  expect(changesOf(before, before, false)).toEqual({});
  // Another order and other spaces are the same.
  const args = '{"to":[1],"message":"Hi"}';
  expect(changesOf(before, { ...before, args, event: 'individual-unshared' }, false)).toEqual({
    event: 'individual-unshared',
  });
  expect(changesOf(before, { ...before, args: '{}' }, false)).toEqual({ args: {} });
});

it('needs a name, a type, and arguments that are an object', () => {
  expect(problemsOf({ ...before, name: ' ', type: '', args: '[]' })).toEqual(['name', 'type', 'args']);
  expect(problemsOf(before)).toEqual([]);
});
