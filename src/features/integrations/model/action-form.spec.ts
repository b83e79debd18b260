import { expect, it } from 'vitest';
import { type ActionForm, problemOf, requestOf } from './action-form.ts';

const form: ActionForm = { question: 'relations.search', term: ' Acme ', from: '', to: '' };

it('sends exactly what the action needs', () => {
  expect(requestOf(form, 3, 'uuid')).toEqual({
    integration_id: 3,
    user_uuid: 'uuid',
    action: 'relations.search',
    data: { term: 'Acme' },
  });
  expect(requestOf({ ...form, question: 'relations.all' }, 3, 'uuid').data).toEqual({});
  const period = { ...form, question: 'relations.between', from: '2025-01-01', to: '2025-02-01' } as const;
  expect(requestOf(period, 3, 'uuid').data).toEqual({ from: '2025-01-01', to: '2025-02-01' });
});

it('says what is missing', () => {
  expect(problemOf(form)).toBeUndefined();
  expect(problemOf({ ...form, term: ' ' })).toBe('term');
  expect(problemOf({ ...form, term: '', question: 'relations.all' })).toBeUndefined();
  const period = { ...form, question: 'relations.between', from: '2025-02-01' } as const;
  expect(problemOf(period)).toBe('dates');
  expect(problemOf({ ...period, to: '2025-01-01' })).toBe('order');
  expect(problemOf({ ...period, to: '2025-02-01' })).toBeUndefined();
});
