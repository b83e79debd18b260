import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseTemplate } from '#src/api/chat2desk/templates.ts';
import { partsOf } from './placeholders.ts';
import { blankTemplate, changesOf, formOf, problemsOf } from './template-form.ts';

describe('a template', () => {
  const stored =
    normaliseTemplate({
      id: 4,
      command: '/hours',
      text: 'From 9 to 5',
      name: 'Hours',
      group_id: '2',
      user_id: null,
    }) ?? expect.fail();

  it('is read in its former form too', () => {
    expect(stored).toEqual({
      id: 4,
      shortcut: 'hours',
      name: 'Hours',
      text: 'From 9 to 5',
      file: undefined,
      group: 2,
      operator: undefined,
    });
    expect(normaliseTemplate({ name: 'no id' })).toBeUndefined();
  });

  it('is sent with what was changed', () => {
    const before = formOf(stored);
    expect(changesOf(before, before)).toEqual({});
    expect(changesOf(before, { ...before, shortcut: '/open', text: ' From 8 ' })).toEqual({
      shortcut: 'open',
      text: ' From 8 ',
    });
    expect(changesOf(before, { ...before, of: 'operator:12' })).toEqual({ of: { operator: 12 } });
    expect(changesOf(blankTemplate, { ...blankTemplate, name: 'New', of: 'group:1' })).toEqual({
      name: 'New',
      of: { group: 1 },
    });
  });

  it('needs a name, and a text or a file that Chat2Desk can reach', () => {
    expect(problemsOf(blankTemplate)).toEqual(['name', 'text']);
    expect(problemsOf({ ...blankTemplate, name: 'a', file: 'https://example.org/a.pdf' })).toEqual([]);
    expect(problemsOf({ ...blankTemplate, name: 'a', text: 'b', file: 'file:///etc/passwd' })).toEqual([
      'file',
    ]);
  });
});

describe('placeholders', () => {
  const placeholdersIn = (text: string) =>
    partsOf(text).flatMap((part) => (part.isPlaceholder ? [part.text] : []));

  it('are found in the forms that programs use', () => {
    expect(placeholdersIn('Dear {{client.name}}, {operator} of %company% writes')).toEqual([
      '{{client.name}}',
      '{operator}',
      '%company%',
    ]);
  });

  it('are no percentages and no lone braces', () => {
    expect(placeholdersIn('50% of 20% {} { %%')).toEqual([]);
  });

  it('and the rest are the whole text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '%', 'a', ' ', '\n'), maxLength: 60 }),
        (text) => {
          expect(
            partsOf(text)
              .map((part) => part.text)
              .join(''),
          ).toBe(text);
        },
      ),
    );
  });
});
