import { expect, it } from 'vitest';
import { callOf, exampleCall, problemsOf } from './call-form.ts';

const form = exampleCall(new Date(2025, 0, 15, 10, 30), 'agent@company.test');

it('starts with a call that Claritalk would accept', () => {
  expect(form).toMatchObject({ start: '2025-01-15T10:15', end: '2025-01-15T10:30' });
  expect(problemsOf(form)).toEqual([]);
  expect(callOf(form)).toMatchObject({
    StartTime: new Date(2025, 0, 15, 10, 15).toISOString(),
    Email: 'agent@company.test',
  });
});

it('accepts every valid address', () => {
  const odd = { ...form, email: " o'brien@münchen.example\u200B" };
  expect(problemsOf(odd)).toEqual([]);
  expect(callOf(odd).Email).toBe("o'brien@münchen.example");
});

it('names the fields that Claritalk would refuse', () => {
  expect(
    problemsOf({ start: '', end: '', from: ' ', to: '', email: 'nobody', url: 'http://a.example/a.wav' }),
  ).toEqual(['start', 'end', 'from', 'to', 'email', 'url']);
  expect(problemsOf({ ...form, end: form.start })).toEqual(['end']);
});
