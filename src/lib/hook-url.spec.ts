import { expect, test } from 'vitest';
import { isHookUrl } from './hook-url.ts';

test.each([
  ['https://hooks.example.com/claritalk', true, true],
  ['http://localhost:4180/hooks/own', true, false],
  ['https://10.0.0.1/', true, false],
  ['https://ada:secret@hooks.example.com/', true, false],
  ['javascript:alert(1)', false, false],
  ['hooks.example.com', false, false],
  ['https://', false, false],
  ['', false, false],
])('%s: with the sandbox %s, with Claritalk %s', (url, local, real) => {
  expect([isHookUrl(url, true), isHookUrl(url, false)]).toEqual([local, real]);
});
