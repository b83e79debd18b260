import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normaliseAuditEntry } from './audit.ts';

it('takes anything', () => {
  fc.assert(fc.property(fc.jsonValue(), (wire) => void normaliseAuditEntry(wire)));
});

it('keeps what the gateway wrote', () => {
  const entry = normaliseAuditEntry({
    id: 7,
    at: '2026-01-02T03:04:05.000Z',
    requestId: 'r',
    action: 'inviteUser',
    actor: { uuid: 'u', name: 'Ada', email: 'ada@example.com' },
    target: 'an@example.com',
    change: { name: 'An', bypass: true },
    outcome: 'refused',
    status: 409,
    reason: 'known',
    refusal: { code: 'upstream-failed', values: { status: 500 } },
    endedAt: null,
  });
  expect(entry).toMatchObject({
    at: new Date('2026-01-02T03:04:05Z'),
    change: [
      ['name', 'An'],
      ['bypass', 'true'],
    ],
    outcome: 'refused',
    refusal: { code: 'upstream-failed', values: { status: '500' } },
    endedAt: undefined,
  });
  expect(normaliseAuditEntry({ id: 8 })).toMatchObject({ actor: undefined, outcome: undefined, change: [] });
});
