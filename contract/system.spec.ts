import * as v from 'valibot';
import { expect, it } from 'vitest';
import { connected } from './system.ts';

const system = { id: 'claap', root: '/connected/claap' } as const;
const told = {
  source: 'documented',
  place: 'console',
  resource: 'recordings',
  title: 'List recordings',
  about: 'Lists recordings.',
} as const;
const common = { ...told, name: 'listRecordings', path: '/v1/recordings', response: v.unknown() } as const;

it('a row that reads is repeatable, forwarded, and belongs to its system', () => {
  const row = connected(system, { ...common, method: 'GET', effect: 'read', who: 'member' });
  expect(row).toMatchObject({
    system: 'claap',
    root: '/connected/claap',
    upstreamMethod: 'GET',
    idempotent: true,
    proxied: true,
    bodyKind: 'none',
    redact: [],
    media: [],
    guards: [],
  });
});

it.each(['write', 'send', 'danger'] as const)(
  'a row with the effect %s is never repeated automatically',
  (effect) => {
    const body = v.strictObject({});
    const row = connected(system, { ...common, method: 'PUT', effect, who: 'admin', body });
    expect(row).toMatchObject({ idempotent: false, proxied: true, bodyKind: 'json' });
  },
);

it.each([
  ['incoming', 'admin'],
  ['read', 'nobody'],
] as const)('%s for %s is not forwarded', (effect, who) => {
  expect(connected(system, { ...common, method: 'POST', effect, who }).proxied).toBe(false);
});
