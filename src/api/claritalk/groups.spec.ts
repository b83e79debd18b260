import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normaliseDossier } from './meetings/dossiers.ts';
import { normaliseOrganisation } from './organisations.ts';
import { normaliseTeam } from './teams.ts';
import { normaliseUser } from './users.ts';

it('teams, dossiers and people take anything', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (wire) => {
      normaliseDossier(wire);
      normaliseTeam(wire);
      normaliseOrganisation(wire);
      normaliseUser(wire);
    }),
  );
});

it('names what has no name by what is left', () => {
  expect(normaliseTeam({ id: 't' })).toEqual({ id: 't', name: 't', members: [] });
  expect(normaliseTeam({ id: 't', name: 'Tax', members: [{ id: 'U1', name: 'An' }, 7] })).toEqual({
    id: 't',
    name: 'Tax',
    members: [{ uuid: 'u1', name: 'An' }],
  });
  expect(
    normaliseOrganisation({ uuid: 'o', domain: 'a.example', children: [{ name: 'nobody' }, { uuid: 'c' }] }),
  ).toEqual({
    uuid: 'o',
    name: 'o',
    domain: 'a.example',
    children: [{ uuid: 'c', name: 'c', domain: undefined, children: [] }],
  });
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
