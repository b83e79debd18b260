import { describe, expect, it } from 'vitest';
import { loadDocumentTexts } from '#src/i18n/document-languages.ts';
import type { MinutesFile } from '../export/minutes-file.ts';
import { approvedFile, draftFile } from '../export/testing/sample.ts';
import { messageParts, messageText, partsOf } from './message-text.ts';

const timeZone = 'Europe/Brussels';
const text = async (
  file: MinutesFile,
  names: readonly string[],
  parts = messageParts.slice(),
  language = 'en' as 'en' | 'fr',
) => messageText(file, await loadDocumentTexts(language, ['en-GB', 'fr-BE']), { parts, names, timeZone });

/** With this summary, and to-dos of Anna's: open, done, without a date; and one of Bert's. */
async function fileWith(
  summary: MinutesFile['minutes']['summary'],
  name = 'Annual accounts',
): Promise<MinutesFile> {
  const file = await approvedFile();
  const todo = (description: string, owner: string | null, due: string | null) => ({
    description,
    owner,
    due,
  });
  const meeting = { ...file.minutes.meeting, name, createdAt: '2026-03-31T22:30:00.000Z' };
  const todos = [
    todo('Send the balance', 'Anna', '2026-12-20'),
    todo('Sign', ' anna'.trim(), null),
    todo('Pay', 'Anna', null),
    todo('Call', 'Bert', null),
    todo('Nobody’s', null, null),
  ];
  return {
    ...file,
    minutes: { ...file.minutes, meeting, summary, todos },
    context: { ...file.context, todosDone: [false, false, true, false, false] },
  };
}
const general = (content: string) => [{ key: 'general', content }];

describe('the text for a client', () => {
  it('has the summary, what was decided under its own heading, and their own open to-dos', async () => {
    const file = await fileWith(
      general(
        'All is **well**.\n\n## Decisions\n\n- Lease the van\n  1. small\n  2. white\n\n## Next\n\nSee you.',
      ),
    );
    expect(await text(file, ['Anna', 'Anna Peeters'])).toBe(
      [
        'Hello Anna,',
        'This is what we discussed in “Annual accounts” on 1 April 2026.',
        'All is well.',
        'Next',
        'See you.',
        'Decisions\n• Lease the van\n  1. small\n  2. white',
        'For you to do\n• Send the balance (by 20 Dec 2026)',
      ].join('\n\n'),
    );
  });

  it('leaves out what is left out, and headings of what there is nothing of', async () => {
    const file = await fileWith(general('Well.\n\n### Afspraken\n\n- Lease'));
    expect(await text(file, ['Someone else'], ['todos'])).toBe(
      'Hello Someone else,\n\nThis is what we discussed in “Annual accounts” on 1 April 2026.',
    );
    expect(await text(file, ['Bert'], ['decisions', 'todos'])).toContain(
      'Decisions\n• Lease\n\nFor you to do\n• Call',
    );
    expect(partsOf(file)).toEqual(['summary', 'decisions', 'todos']);
    expect(partsOf(await fileWith(general('Well.')))).toEqual(['summary', 'todos']);
  });

  it('says first that it is a draft, unless the minutes are as they were approved', async () => {
    expect(await text(await draftFile(false), ['Anna'])).toMatch(/^DRAFT, not approved yet\n\nHello Anna,/);
    const changed = { ...(await fileWith([])), status: 'changed' as const };
    expect(await text(changed, ['Anna'])).toMatch(/^DRAFT/);
    expect(await text(await fileWith([]), ['Anna'])).not.toContain('DRAFT');
  });

  it('is in the language that was chosen, without invisible characters', async () => {
    const french = await text(await fileWith(general('Bien.'), 'Réunion'), ['Anna'], ['summary'], 'fr');
    expect(french).toBe(
      'Bonjour Anna,\n\nVoici ce dont nous avons parlé lors de «\u00a0Réunion\u00a0», le 1 avril 2026.\n\nBien.',
    );
  });
});
