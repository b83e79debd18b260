import { describe, expect, test } from 'vitest';
import { emptyAgendaForm, readAgenda, readMinutes } from './agenda-form.ts';

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
