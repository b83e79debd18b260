import { describe, expect, it } from 'vitest';
import { displayName } from './person-name.ts';

describe('displayName', () => {
  it.each([
    ['An De Smet (HR)', 'An De Smet'],
    ['An De Smet (HR) \u200b(Gent) ', 'An De Smet'],
    ['(An)', 'An'],
    ['(An) (HR)', 'An'],
    ['An)', 'An'],
    ['De Smet, An (HR)', 'An De Smet'],
  ])('%s', (text, name) => {
    expect(displayName(text)).toEqual({ name, isClear: true });
  });

  it('leaves out any number of brackets', () => {
    expect(displayName(`An ${'(a)'.repeat(5000)}`)).toEqual({ name: 'An', isClear: true });
  });
});
