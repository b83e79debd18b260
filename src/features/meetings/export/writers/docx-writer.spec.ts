import { writeFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { loadDocumentTexts } from '#src/i18n/document-languages.ts';
import { minutesDocument } from '../minutes-document.ts';
import type { MinutesFile } from '../minutes-file.ts';
import { approvedFile, draftFile } from '../testing/sample.ts';
import { attachedMinutes } from './docx-attachment.ts';
import { writeDocx } from './docx-writer.ts';

async function docxOf(file: MinutesFile) {
  const document = minutesDocument(file, await loadDocumentTexts('en', []), 'Europe/Brussels');
  const bytes = await writeDocx(document, file);
  if (process.env.KEEP_EXPORTS) await writeFile(`${process.env.KEEP_EXPORTS}/${file.status}.docx`, bytes);
  const parts = unzipSync(bytes);
  const part = (name: RegExp) =>
    Object.entries(parts)
      .filter(([path]) => name.test(path))
      .map(([, content]) => strFromU8(content))
      .join('');
  return { bytes, part };
}

const textOf = (xml: string) =>
  xml
    .replaceAll(/<\/w:p>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

describe('the Word document', () => {
  it('holds the minutes as headings, lists and tables', async () => {
    const file = await draftFile();
    const { part } = await docxOf(file);
    const xml = part(/^word\/document\.xml$/);
    const text = textOf(xml);
    for (const expected of [
      'Van Damme & Partners · Minutes',
      'Team meeting <b>February</b>',
      'Łukasz Żółć (lukasz@example.com)',
      'يوسف حداد',
      'On 1 March 🚀',
      'Corrected answer\n€ 120.000including VAT',
      'Ask Ελένη',
      'No answer was found in the recording.',
    ]) {
      expect(text).toContain(expected);
    }
    for (const { description } of file.minutes.todos) expect(text).toContain(description);
    expect(xml).toContain('<w:pStyle w:val="Title"/>');
    expect(xml.match(/<w:pStyle w:val="Heading1"\/>/g)).toHaveLength(6);
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(2);
    expect(xml).toContain('<w:bidi/>');
    expect(part(/^docProps\/core\.xml$/)).toContain('Minutes: Team meeting');
    expect(part(/^word\/styles\.xml$/)).toContain('w:val="en-GB"');
    expect(part(/^word\/footer\d\.xml$/)).toMatch(/NUMPAGES/);
    expect(part(/^word\/header\d\.xml$/)).toContain('string="DRAFT"');
  });

  it('carries the minutes, and the seal once approved', async () => {
    const file = await approvedFile();
    const { bytes, part } = await docxOf(file);
    expect(attachedMinutes(bytes)).toEqual(file);
    expect(part(/^word\/footer\d\.xml$/)).toContain(file.seal!.value);
    expect(part(/^word\/header\d\.xml$/)).not.toContain('DRAFT');
  });

  it('writes nothing that XML does not allow', async () => {
    const file = await draftFile();
    const odd = { ...file, minutes: { ...file.minutes, topics: [] } };
    const { part } = await docxOf({
      ...odd,
      minutes: { ...odd.minutes, meeting: { ...odd.minutes.meeting, name: 'a\u0000b\u000bc\uffff<&' } },
    });
    expect(part(/^word\/document\.xml$/)).toContain('abc&lt;&amp;');
  });

  it.each(['', 'PK\u0003\u0004 nonsense', '%PDF-1.7'])('finds no minutes in %j', (text) => {
    expect(attachedMinutes(new TextEncoder().encode(text))).toBeUndefined();
  });
});
