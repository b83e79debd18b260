import { describe, expect, test } from 'vitest';
import { isOwnData, isOwnHost, isOwnPage } from './origin.ts';

const page = 'https://dash.example.com';

describe('the host', () => {
  const own = (host: string, publicUrl = page) =>
    isOwnHost(['Accept', 'host', 'Host', host], publicUrl, 4180);

  test.each([
    'dash.example.com',
    'DASH.example.com',
    'dash.example.com:443',
    'localhost:4180',
    '127.0.0.1:4180',
    '[::1]:4180',
  ])('%s is ours', (host) => expect(own(host)).toBe(true));

  test.each([
    '',
    'example.com',
    'dash.example.com:80',
    'dash.example.com.evil.test',
    'localhost',
    'localhost:5000',
    '127.0.0.2:4180',
  ])('%s is not', (host) => expect(own(host)).toBe(false));

  test('has to be there once', () => {
    expect(isOwnHost([], page, 4180)).toBe(false);
    expect(isOwnHost(['Host', 'dash.example.com', 'HOST', 'dash.example.com'], page, 4180)).toBe(false);
  });

  test('may leave out the port of plain http', () => {
    expect(own('dash.local', 'http://dash.local')).toBe(true);
    expect(own('dash.local:80', 'http://dash.local')).toBe(true);
    expect(own('localhost', 'http://localhost')).toBe(true);
  });
});

const source = { origin: undefined, site: undefined, destination: undefined };

test('a page that changes the session has to name its origin', () => {
  expect(isOwnPage({ ...source, origin: page }, page)).toBe(true);
  expect(isOwnPage({ ...source, origin: page, site: 'same-origin' }, page)).toBe(true);
  expect(isOwnPage(source, page)).toBe(false);
  expect(isOwnPage({ ...source, origin: `${page}:444` }, page)).toBe(false);
  expect(isOwnPage({ ...source, origin: page, site: 'cross-site' }, page)).toBe(false);
});

test('a page that asks for data may leave its origin out, but must not contradict', () => {
  expect(isOwnData(source, page)).toBe(true);
  expect(isOwnData({ origin: page, site: 'same-origin', destination: 'empty' }, page)).toBe(true);
  expect(isOwnData({ ...source, origin: 'null' }, page)).toBe(false);
  expect(isOwnData({ ...source, site: 'same-site' }, page)).toBe(false);
  expect(isOwnData({ ...source, destination: 'script' }, page)).toBe(false);
});
