import { describe, expect, it, test } from 'vitest';
import {
  emptyAgendaForm,
  peopleOf,
  readAgenda,
  readMinutes,
  withLink,
  withoutLink,
  withRelationName,
} from './agenda-form.ts';

describe('agenda form', () => {
  test.each([
    ['45', 45],
    [' 90 ', 90],
    ['1440', 1440],
    ['1441', undefined],
    ['0', undefined],
    ['', undefined],
    ['1.5', undefined],
    ['an hour', undefined],
  ])('%j minutes are %s', (text, minutes) => {
    expect(readMinutes(text)).toBe(minutes);
  });

  test('what is left empty is left out', () => {
    expect(readAgenda(emptyAgendaForm)).toBeUndefined();
    expect(readAgenda({ ...emptyAgendaForm, topics: ' \n\n', minutes: 'x' })).toBeUndefined();
  });

  test('lists are one a line', () => {
    const form = {
      minutes: '60',
      topics: 'VAT\n  salaries \n',
      attendees: 'Jane Doe',
      relations: [{ id: 'rel-1', name: 'Acme' }],
      themeIds: ['7'],
      dossierId: 'd1',
      teamIds: ['t1'],
    };
    expect(readAgenda(form)).toEqual({
      expectedMinutes: 60,
      topics: ['VAT', 'salaries'],
      attendees: ['Jane Doe'],
      relations: [{ id: 'rel-1', name: 'Acme' }],
      themeIds: [7],
      dossierId: 'd1',
      teamIds: ['t1'],
    });
  });
});

describe('people who are expected', () => {
  const form = {
    ...emptyAgendaForm,
    attendees: 'Jan Peeters\n\n  Eva  ',
    relations: [{ id: 'rel-1', name: 'Bakery' }],
  };
  const jan = { name: 'Jan Peeters', email: undefined, integrationId: undefined };
  const bakery = { name: 'Bakery', email: undefined, integrationId: 'rel-1' };

  it('are the names that were typed, and relations', () => {
    expect(peopleOf(form)).toEqual([jan, { ...jan, name: 'Eva' }, bakery]);
  });

  it('become relations, other ones, and names again, and nobody is lost', () => {
    const linked = withLink(form, jan, 7);
    expect(readAgenda(linked)).toEqual({
      attendees: ['Eva'],
      relations: [...form.relations, { id: 7, name: 'Jan Peeters' }],
    });
    expect(withLink(form, bakery, 7).relations).toEqual([{ id: 7, name: 'Bakery' }]);
    expect(readAgenda(withoutLink(linked, { ...jan, integrationId: 7 }))).toEqual({
      attendees: ['Eva', 'Jan Peeters'],
      relations: form.relations,
    });
    expect(withRelationName(form, bakery, 'Bakery & Sons').relations).toEqual([
      { id: 'rel-1', name: 'Bakery & Sons' },
    ]);
  });
});
