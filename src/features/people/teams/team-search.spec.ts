import { expect, it } from 'vitest';
import { findTeams } from './team-search.ts';

const team = (name: string, ...members: string[]) => ({
  id: `id-${name}`,
  name,
  members: members.map((member) => ({ uuid: member, name: member })),
});

it('finds teams by name, id and member, in the order of their names', () => {
  const teams = [team('Tax 10', 'Élise Fontaine'), team('Tax 2'), team('Équipe', 'Jan')];
  const names = (text: string) => findTeams(teams, text, 'en').map(({ name }) => name);
  expect(names('')).toEqual(['Équipe', 'Tax 2', 'Tax 10']);
  expect(names('elise tax')).toEqual(['Tax 10']);
  expect(names('EQUIPE')).toEqual(['Équipe']);
  expect(names('id-tax 2')).toEqual(['Tax 2']);
  expect(names('nothing')).toEqual([]);
});
