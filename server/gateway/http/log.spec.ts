import { expect, test } from 'vitest';
import { createLogger } from './log.ts';

test('an entry is one line of JSON, and nothing in it moves a cursor or reverses the text', () => {
  const lines: string[] = [];
  createLogger('info', (line) => lines.push(line)).info('webhook', {
    event: 'a\n\u001b[2J\u009b1m\u202egnp.\u2028\u007f',
  });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[\x20-\x7e]+$/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ event: 'a\n\u001b[2J\u009b1m\u202egnp.\u2028\u007f' });
});
