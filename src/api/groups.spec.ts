import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normaliseDossier } from './dossiers.ts';
import { normaliseTeam } from './teams.ts';
import { normaliseUser } from './users.ts';

it('teams, dossiers and people take anything', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (wire) => {
      normaliseDossier(wire);
      normaliseTeam(wire);
      normaliseUser(wire);
    }),
  );
});

it('names what has no name by what is left', () => {
  expect(normaliseTeam({ id: 't' })).toEqual({ id: 't', name: 't', memberUuids: [] });
  expect(normaliseDossier({ id: 'd', name: 'Acme', reference: '2025/7' })).toEqual({
    id: 'd',
    name: 'Acme',
    reference: '2025/7',
  });
  expect(normaliseUser({ id: 'u', email: 'u@example.com' })).toEqual({
    uuid: 'u',
    name: 'u@example.com',
    email: 'u@example.com',
  });
});
