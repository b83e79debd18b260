import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normaliseIntegration, normaliseRecord, normaliseRelation } from './integrations.ts';

it('reads an integration, and leaves out what has no id', () => {
  expect(
    normaliseIntegration({ id: 1, name: 'CRM', type: 'crm', connected: 1, synced_at: '2025-01-15 10:00:00' }),
  ).toEqual({
    id: 1,
    name: 'CRM',
    type: 'crm',
    connected: true,
    syncedAt: new Date('2025-01-15T10:00:00Z'),
  });
  expect(normaliseIntegration({ id: '7' })).toMatchObject({ id: 7, name: '7', connected: undefined });
  expect(normaliseIntegration({ name: 'CRM' })).toBeUndefined();
});

it('names a record by whatever it has', () => {
  expect(normaliseRecord({ id: 'a', description: 'Bakery' }, 0)).toEqual({
    key: '0 a',
    title: 'Bakery',
    description: undefined,
    vatNumber: undefined,
    type: undefined,
  });
  expect(normaliseRecord({ id: 'a', vat_number: 'BE1' }, 0)).toBeUndefined();
});

it('keeps the id of a relation as it is', () => {
  expect(normaliseRelation({ id: 7, label: 'Acme' })).toEqual({ id: 7, label: 'Acme' });
  expect(normaliseRelation({ id: '007' })).toEqual({ id: '007', label: '007' });
  expect(normaliseRelation({ label: 'Acme' })).toBeUndefined();
});

it('reads anything', () => {
  fc.assert(
    fc.property(fc.anything(), fc.nat(), (wire, index) => {
      normaliseIntegration(wire);
      normaliseRecord(wire, index);
      normaliseRelation(wire);
    }),
  );
});
