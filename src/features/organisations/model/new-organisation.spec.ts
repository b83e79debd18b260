import { expect, it } from 'vitest';
import { domainOf, problemsOf } from './new-organisation.ts';

it('extracts the domain from a pasted address', () => {
  expect(domainOf(' https://Www.Acme.example/nl?x=1 ')).toBe('www.acme.example');
  expect(domainOf('acme.example')).toBe('acme.example');
});

it('says what cannot be sent', () => {
  expect(problemsOf({ name: 'Acme', domain: 'acme.example', webhook: '' }, false)).toEqual([]);
  expect(
    problemsOf({ name: 'Acme', domain: 'acme.example', webhook: 'https://a.example.com/h?k=1' }, false),
  ).toEqual([]);
  expect(problemsOf({ name: ' ', domain: 'acme', webhook: 'ftp://a.example' }, false)).toEqual([
    'name',
    'domain',
    'webhook',
  ]);
  expect(problemsOf({ name: 'A', domain: 'a.example', webhook: 'https://10.0.0.1/' }, false)).toEqual([
    'webhook',
  ]);
  expect(problemsOf({ name: 'A', domain: 'a.example', webhook: 'http://localhost:1/' }, true)).toEqual([]);
  expect(problemsOf({ name: 'A', domain: 'a..b.example', webhook: 'https://' }, false)).toEqual([
    'domain',
    'webhook',
  ]);
});
