import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseMeetingType, normaliseTheme } from './templates.ts';

describe('templates', () => {
  it('reads what the documentation shows', () => {
    expect(normaliseMeetingType({ id: 1, name: 'Standup', is_default: true })).toEqual({
      id: 1,
      name: 'Standup',
      isDefault: true,
    });
    expect(normaliseTheme({ id: 3, name: 'Planning', type_id: 1 })).toEqual({
      id: 3,
      name: 'Planning',
      typeId: 1,
    });
  });

  it('names what has no name by its id and leaves out what has no id', () => {
    expect(normaliseMeetingType({ id: '7', name: null })).toEqual({ id: 7, name: '7', isDefault: false });
    expect(normaliseMeetingType({ name: 'Standup' })).toBeUndefined();
    expect(normaliseTheme({ name: 'Planning' })).toBeUndefined();
  });

  it('takes anything', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (wire) => {
        normaliseMeetingType(wire);
        normaliseTheme(wire);
      }),
    );
  });
});
