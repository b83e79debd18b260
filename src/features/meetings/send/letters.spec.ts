import { expect, it } from 'vitest';
import { dialogId } from '#contract/gateway/conversation-id.ts';
import { type DocumentLanguage, loadDocumentTexts } from '#src/i18n/document-languages.ts';
import { approvedFile } from '../export/testing/sample.ts';
import { type Recipient, type Way, wayKey } from '../shared/reach.ts';
import { draftKey, lettersOf } from './letters.ts';
import { emptyDraft } from './send-draft.ts';
import { sendingOf } from './sending.ts';

const email: Way = { kind: 'email', individual: 'i', address: 'a@x.be' };
const sms: Way = { kind: 'text', account: 'a', phone: '+32470000000', individual: 'i' };
const messenger: Way = {
  kind: 'messenger',
  channel: { id: 2, name: 'WhatsApp' },
  transport: 'whatsapp',
  conversation: {
    ...{ id: dialogId(5), dialog: 5, client: { id: 1, name: 'Anna' }, open: true, channel: undefined },
    ...{ transport: 'whatsapp', operator: undefined, waiting: false, waitingSince: undefined },
    ...{ unread: false, last: undefined },
  },
};
const recipient = (id: string, name: string, way: Way): Recipient => ({
  ...{ id, name, names: [name], client: undefined, person: undefined, ways: [way] },
});
const [anna, bert, cleo, dora] = [
  recipient('1', 'Anna', messenger),
  recipient('2', 'Bert', email),
  recipient('3', 'Cleo', email),
  recipient('4', 'Dora', sms),
];
const languages: Readonly<Record<string, DocumentLanguage>> = { 1: 'nl', 2: 'fr', 3: 'fr', 4: 'de' };
const pdfIn = (language: string) => ({
  ...{ name: `${language}.pdf`, content: new Blob([language]), address: `blob:${language}` },
});

async function letters(draft = emptyDraft, loaded: readonly DocumentLanguage[] = ['nl', 'fr', 'de']) {
  const texts = await Promise.all(loaded.map((language) => loadDocumentTexts(language, [])));
  const all = [anna, bert, cleo, dora] as const;
  return lettersOf(all, new Map(all.map(({ id, ways: [way = email] }) => [id, wayKey(way)])), {
    file: await approvedFile(),
    languageOf: ({ id }) => languages[id] ?? 'en',
    texts: new Map(texts.map((one) => [one.language, one])),
    draft,
    pdfs: new Map((['nl', 'fr', 'de'] as const).map((language) => [language, pdfIn(language)])),
    sharing: true,
    until: new Date('2026-12-04T09:00:00Z'),
  });
}

it('each recipient is written to in their own language, with the PDF of that language', async () => {
  const made = await letters();
  const begins = made.map(({ text }) => text.split('\n')[0]);
  expect(begins).toEqual(['Dag Anna,', 'Bonjour Bert,', 'Bonjour Cleo,', 'Guten Tag Dora,']);
  expect(made.map(({ pdf }) => [pdf?.name, pdf?.inText])).toEqual([
    ['nl.pdf', false],
    ['fr.pdf', false],
    ['fr.pdf', false],
    ['de.pdf', true],
  ]);
  expect(made.map(({ subject }) => subject?.split('\u00a0')[0])).toEqual([
    ...[undefined, 'Procès-verbal', 'Procès-verbal', undefined],
  ]);
  expect(made[3]?.pdf?.label).toMatch(/4\. Dezember 2026/);
});

it('what is edited holds for one recipient in one language; a subject for all who get it in that language', async () => {
  const draft = {
    ...emptyDraft,
    subjects: { fr: 'Notre entretien', nl: 'Ons gesprek' },
    texts: { [draftKey('2', email, 'fr')]: 'Cher Bert', [draftKey('1', messenger, 'fr')]: 'Chère Anna' },
  };
  const made = await letters(draft);
  expect(made.map(({ isEdited }) => isEdited)).toEqual([false, true, false, false]);
  expect(made.map(({ subject }) => subject)).toEqual([
    ...[undefined, 'Notre entretien', 'Notre entretien', undefined],
  ]);
});

it('who is written to in a language that has not arrived yet has no message so far', async () => {
  expect((await letters(emptyDraft, ['fr'])).map(({ name }) => name)).toEqual(['Bert', 'Cleo']);
});

it('each message goes out under a key of its own, with what was shown', async () => {
  const made = await letters();
  const sendings = made.map((letter) => sendingOf(letter, { meeting: 'm', operator: undefined }));
  expect(new Set(sendings.map(({ key }) => key)).size).toBe(4);
  expect(sendings.map(({ text }) => text)).toEqual(made.map(({ text }) => text.trim()));
  const contents = sendings.map(({ pdf }) => pdf && 'content' in pdf && pdf.content.text());
  expect(await Promise.all(contents)).toEqual(['nl', 'fr', 'fr', 'de']);
});
