import { expect, it } from 'vitest';
import { domainOf, problemsOf } from './new-organisation.ts';

it('takes the domain out of a pasted address', () => {
  expect(domainOf(' https://Www.Acme.example/nl?x=1 ')).toBe('www.acme.example');
  expect(domainOf('acme.example')).toBe('acme.example');
});

it('says what cannot be sent', () => {
  expect(problemsOf({ name: 'Acme', domain: 'acme.example', webhook: '' })).toEqual([]);
  expect(problemsOf({ name: 'Acme', domain: 'acme.example', webhook: 'https://a.example/h?k=1' })).toEqual(
    [],
  );
  expect(problemsOf({ name: ' ', domain: 'acme', webhook: 'ftp://a.example' })).toEqual([
    'name',
    'domain',
    'webhook',
  ]);
  expect(problemsOf({ name: 'A', domain: 'a..b.example', webhook: 'https://' })).toEqual([
    'domain',
    'webhook',
  ]);
});
