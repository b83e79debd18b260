import { writeFile } from 'node:fs/promises';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { loadDocumentTexts } from '#src/i18n/document-languages.ts';
import { writePdf } from '#src/lib/document/pdf/pdf-writer.ts';
import { minutesDocument } from '../minutes-document.ts';
import type { MinutesFile } from '../minutes-file.ts';
import { minutesInPdf, readMinutesFile } from '../minutes-file.ts';
import { approvedFile, draftFile, readAsset } from '../testing/sample.ts';

async function pdfOf(file: MinutesFile, language: 'en' | 'nl' = 'en') {
  const document = minutesDocument(file, await loadDocumentTexts(language, []), 'Europe/Brussels');
  const bytes = await writePdf(document, { ...minutesInPdf(file), readAsset });
  if (process.env.KEEP_EXPORTS)
    await writeFile(`${process.env.KEEP_EXPORTS}/${file.status}-${language}.pdf`, bytes);
  return getDocumentProxy(bytes);
}

const topicOf = (topic: string) => ({ topic, description: null, discussed: null, summary: null });

describe('the PDF', () => {
  it('contains the minutes, page by page', async () => {
    const file = await draftFile();
    const pdf = await pdfOf(file);
    const { text, totalPages } = await extractText(pdf, { mergePages: false });
    expect(totalPages).toBeGreaterThan(2);
    for (const [index, page] of text.entries()) {
      expect(page).toContain(`${index + 1} / ${totalPages}`);
      expect(page).toContain('DRAFT');
    }
    const whole = text.join(' ').replaceAll(/\s+/g, ' ');
    for (const part of [
      'Van Damme & Partners · Minutes',
      'Team meeting <b>February</b>',
      'Draft, not approved',
      'Łukasz Żółć (lukasz@example.com)',
      'Ελένη Παπαδοπούλου',
      'Наталья Ёлкина',
      'The budget of € 120.000 is approved',
      'When does the project begin? On 1 March 🚀',
      'Corrected answer € 120.000 including VAT The assistant wrote =1+1',
      'Flagged Ask Ελένη',
      'No answer was found in the recording.',
      '17 November 2026 at 10:00 CET',
    ]) {
      expect(whole).toContain(part);
    }
    for (const { description } of file.minutes.todos) expect(whole).toContain(description);
    // The head of the table is repeated on every page the table spans.
    const heads = text.filter((page) => /Task\s+Who\s+Due\s+State/.test(page)).length;
    expect(heads).toBe(text.filter((page) => /Task \d+:/.test(page)).length);
    expect(heads).toBeGreaterThan(1);
  });

  it('refuses to omit characters unless allowed', async () => {
    const file = await draftFile();
    const other = { ...file, minutes: { ...file.minutes, topics: [topicOf('予算 and 予定')] } };
    const document = minutesDocument(other, await loadDocumentTexts('en', []), 'Europe/Brussels');
    await expect(writePdf(document, { ...minutesInPdf(other), readAsset })).rejects.toMatchObject({
      name: 'Error',
      characters: ['予', '算', '定'],
    });
    const pdf = await getDocumentProxy(
      await writePdf(document, { ...minutesInPdf(other), readAsset, incomplete: true }),
    );
    const { text } = await extractText(pdf, { mergePages: true });
    expect(text).toContain('\uFFFD\uFFFD and \uFFFD\uFFFD');
  });

  it('has each mixed sentence once, its letters in reading order: in paragraphs, lists and tables', async () => {
    const sentence = 'Youssef (يوسف حداد) belt de leverancier terug over de offerte van 12.500 euro.';
    const arabic = 'نعم، تمت الموافقة على الميزانية في الاجتماع الأخير';
    const file = await draftFile();
    const [todo] = file.minutes.todos;
    const other = {
      ...file,
      minutes: {
        ...file.minutes,
        topics: [{ ...topicOf(sentence), summary: arabic }],
        todos: [{ ...todo!, description: `Taak: ${sentence}` }],
      },
    };
    const { text } = await extractText(await pdfOf(other), { mergePages: true });
    const whole = text.normalize('NFKC').replaceAll(/\s+/g, ' ');
    const count = (part: string) => whole.split(part).length - 1;
    expect(count(sentence)).toBe(2);
    expect(count(`Taak: ${sentence}`)).toBe(1);
    expect(count(arabic)).toBe(1);
  });

  it('keeps right-to-left words whole', async () => {
    const { text } = await extractText(await pdfOf(await draftFile()), { mergePages: true });
    for (const word of ['يوسف', 'حداد', 'דוד', 'לוי']) expect(text.normalize('NFKC')).toContain(word);
  });

  it('has metadata, language, tags and the minutes inside', async () => {
    const file = await approvedFile();
    const pdf = await pdfOf(file, 'nl');
    const { info } = await getMeta(pdf);
    expect(info).toMatchObject({ Title: 'Verslag: Team meeting <b>February</b>', Language: 'nl-BE' });
    expect((await pdf.getMarkInfo())?.Marked).toBe(true);
    const tree = JSON.stringify(await (await pdf.getPage(1)).getStructTree());
    for (const role of ['H1', 'H2', 'LI', 'TR', 'TD']) expect(tree).toContain(`"${role}"`);
    expect((await pdf.getOutline()).map(({ title }) => title)).toContain('Taken');
    const [id = ''] = (await pdf.getAttachments())?.keys() ?? [];
    const content = await pdf.getAttachmentContent(id);
    expect(readMinutesFile(new TextDecoder().decode(content!))).toEqual(file);
  });

  it('shows the seal and no watermark once approved', async () => {
    const file = await approvedFile();
    const { text } = await extractText(await pdfOf(file), { mergePages: false });
    for (const page of text) {
      expect(page).toContain(file.seal!.value);
      expect(page).not.toContain('DRAFT');
    }
  });
});
