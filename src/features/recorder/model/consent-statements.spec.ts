import { expect, test } from 'vitest';
import { consentStatement } from './consent-statements.ts';

test('the statement is in the meeting’s language, else in English', () => {
  expect(consentStatement('nl-BE')).toMatchObject({ locale: 'nl', text: expect.stringMatching(/opgenomen/) });
  expect(consentStatement('fr')).toMatchObject({ locale: 'fr', text: expect.stringMatching(/enregistrée/) });
  expect(consentStatement('de')).toMatchObject({
    locale: 'de',
    text: expect.stringMatching(/aufgezeichnet/),
  });
  expect(consentStatement('ja')).toMatchObject({ locale: 'en', text: expect.stringMatching(/recorded/) });
  expect(consentStatement('en').version).toMatch(/^\d{4}-\d{2}$/);
});
