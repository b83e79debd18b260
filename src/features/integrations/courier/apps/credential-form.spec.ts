import { expect, it } from 'vitest';
import { normaliseCredential } from '#src/api/courier/technical/app-credentials.ts';
import { changesOf, formOf, problemsOf } from './credential-form.ts';

const before = formOf(
  normaliseCredential({
    id: '1',
    of: { 'app-name': 'firm.app', type: 'fcm', 'display-name': 'App', 'test-mode': true, data: { key: 'x' } },
  }),
);

it('never has the secret that is there', () => {
  expect(before).toEqual({ app: 'firm.app', service: 'fcm', name: 'App', store: '', test: true, data: '' });
});

it('sends what differs, and a secret only where one was typed', () => {
  expect(changesOf(before, before)).toEqual({});
  expect(changesOf(before, { ...before, name: 'New ', test: false, data: '{}' })).toEqual({
    name: 'New',
    test: false,
  });
  expect(changesOf(before, { ...before, data: '{"key": "y"}' })).toEqual({ data: { key: 'y' } });
});

it('needs an app, and a secret where there is none yet', () => {
  expect(problemsOf(before, false)).toEqual([]);
  expect(problemsOf(formOf(undefined), true)).toEqual(['app', 'data']);
  expect(problemsOf({ ...before, data: '"key"' }, false)).toEqual(['data']);
});
