import { describe, expect, it } from 'vitest';
import { publicationLimits } from '#contract/claap/publications.ts';
import { withMarks } from '#src/lib/with-marks.ts';
import { transcriptOf } from './notes-transcript.ts';
import { PartSize } from './part-size.ts';
import { contentOf } from './publication-content.ts';
import { dealOf, instantOf, localTime, type PublishDraft } from './publish-draft.ts';
import { isSameFile, startOf } from './source.ts';
import { timedNotes } from './timed-notes.ts';

describe('the size of parts', () => {
  it('grows as long as the line is quick, and never beyond what is taken', () => {
    const size = new PartSize();
    const seen = Array.from({ length: 5 }, () => {
      size.arrived(100);
      return size.bytes / 2 ** 20;
    });
    expect([seen, size.bytes]).toEqual([[2, 4, 5, 5, 5], publicationLimits.part]);
  });

  it('stays where it takes some seconds, and shrinks where it takes long or fails', () => {
    const size = new PartSize();
    size.arrived(10_000);
    expect(size.bytes).toBe(2 ** 20);
    size.arrived(30_000);
    size.failed();
    size.failed();
    expect(size.bytes).toBe(2 ** 18);
  });
});

describe('notes as a transcript', () => {
  const given = { author: 'Ada', language: 'nl-BE', label: (kind: string) => `[${kind}]` };

  it('are marked, in their order, and end where the next begins', () => {
    const notes = [
      { seconds: 30, text: ' The bank ', kind: 'chat' },
      { seconds: 4, text: 'Invoices', kind: 'note' },
      { seconds: 8.5, text: '   ', kind: 'bookmark' },
      { seconds: -1, text: 'before', kind: 'note' },
      { seconds: 9, text: 'Garage', kind: 'note' },
    ] as const;
    expect(transcriptOf(notes, given)).toEqual({
      langIso2: 'nl',
      segments: [
        { start: 4, end: 9, speakerId: 'notes', text: '[note]: Invoices' },
        { start: 9, end: 19, speakerId: 'notes', text: '[note]: Garage' },
        { start: 30, end: 40, speakerId: 'notes', text: '[chat]: The bank' },
      ],
      speakers: [{ speakerId: 'notes', name: 'Ada' }],
    });
  });

  it('is none without any', () => {
    expect(transcriptOf([{ seconds: 1, text: '', kind: 'bookmark' }], given)).toBeUndefined();
  });

  it('counts from the beginning of the recording; what has no time is left out', () => {
    const at = (seconds: number) => new Date(1_000_000_000_000 + seconds * 1000);
    const entry = { authorUuid: undefined, at: undefined, offsetSeconds: undefined };
    const meeting = {
      notes: [
        { ...entry, text: 'a', offsetSeconds: 3 },
        { ...entry, text: 'timeless' },
      ],
      chat: [
        { ...entry, text: 'b', at: at(5) },
        { ...entry, text: 'earlier', at: at(-5) },
      ],
      bookmarks: [],
    };
    expect(timedNotes(meeting, undefined, at(0))).toEqual([
      { kind: 'note', seconds: 3, text: 'a' },
      { kind: 'chat', seconds: 5, text: 'b' },
    ]);
  });
});

describe('what is sent of a form', () => {
  const attendee = { integrationId: undefined };
  const attendees = [
    { ...attendee, name: 'Ada', email: 'ada@example.test' },
    { ...attendee, name: 'Luc', email: 'luc@example.test', integrationId: 'crm-7' },
    { ...attendee, name: 'Nobody’s address', email: 'not an address' },
  ];
  const meeting = { id: 'm', attendees };
  const empty: PublishDraft = {
    ...{ title: ' Garage ', folder: '', startedAt: '', endedAt: '', without: [] },
    ...{ dealType: '', dealId: '', notes: false },
  };
  // What a browser says of a file is its name’s; its content counts.
  const bytes = new TextEncoder().encode('RIFF\0\0\0\0WAVEfmt ');
  const file = new File([bytes], 'garage.mp3', { type: 'audio/mpeg' });
  const content = (draft: Partial<PublishDraft>, transcript?: ReturnType<typeof transcriptOf>) =>
    contentOf(
      { kind: 'file', file, handle: undefined },
      { draft: { ...empty, ...draft }, meeting, transcript },
    );

  it('is no more than what was filled in', async () => {
    expect(await content({})).toEqual({
      meeting: 'm',
      title: 'Garage',
      participants: [
        { name: 'Ada', email: 'ada@example.test' },
        { name: 'Luc', email: 'luc@example.test' },
        { name: 'Nobody’s address' },
      ],
      bytes: 16,
      mediaType: 'audio/wav',
    });
  });

  it('has the folder, the times as instants, who is left in, the deal and the notes', async () => {
    const transcript = transcriptOf([{ seconds: 4, text: 'Invoices', kind: 'note' }], {
      ...{ author: 'Ada', language: 'nl', label: (kind: string) => kind },
    });
    const [startedAt, endedAt] = ['2030-07-31T09:30', '2030-07-31T10:00'];
    const filled = { folder: 'f1', startedAt, endedAt, without: ['Ada'], dealId: ' crm-7 ' };
    expect(transcript).toBeDefined();
    expect(await content({ ...filled, dealType: 'hubspot' }, transcript)).toEqual({
      meeting: 'm',
      title: 'Garage',
      channelId: 'f1',
      startedAt: new Date(startedAt).toISOString(),
      endedAt: new Date(endedAt).toISOString(),
      participants: [{ name: 'Luc', email: 'luc@example.test' }, { name: 'Nobody’s address' }],
      deal: { id: 'crm-7', type: 'hubspot' },
      transcript,
      bytes: 16,
      mediaType: 'audio/wav',
    });
  });

  it('leaves out one of several with the same name', async () => {
    const twins = ['ada@one.test', 'ada@two.test', undefined].map((email) => ({
      ...attendee,
      name: 'Ada',
      email,
    }));
    const marks = withMarks(twins).map(([mark]) => mark);
    expect(new Set(marks).size).toBe(3);
    const source = { kind: 'file', file, handle: undefined } as const;
    const sent = marks.map(async (mark) => {
      const draft = { ...empty, without: [mark] };
      const of = { id: 'm', attendees: twins };
      return (await contentOf(source, { draft, meeting: of, transcript: undefined })).participants;
    });
    expect(await Promise.all(sent)).toEqual([
      [{ name: 'Ada', email: 'ada@two.test' }, { name: 'Ada' }],
      [{ name: 'Ada', email: 'ada@one.test' }, { name: 'Ada' }],
      [
        { name: 'Ada', email: 'ada@one.test' },
        { name: 'Ada', email: 'ada@two.test' },
      ],
    ]);
  });

  it('has the deal of the relation, unless another one was written', () => {
    expect([
      dealOf('hubspot', { dealId: '' }, attendees),
      dealOf('attio', { dealId: 'own' }, attendees),
      dealOf('attio', { dealId: '' }, attendees.slice(0, 1)),
      dealOf('attio', { dealId: '' }, [{ name: 'Luc', email: undefined, integrationId: 0 }]),
    ]).toEqual([
      { dealType: 'hubspot', dealId: 'crm-7' },
      { dealType: 'attio', dealId: 'own' },
      { dealType: 'attio', dealId: '' },
      { dealType: 'attio', dealId: '0' },
    ]);
  });

  it('has no deal without its kind, and no notes that were not asked for', async () => {
    const sent = await content({ dealId: 'crm-7' });
    expect([sent.deal, sent.transcript]).toEqual([undefined, undefined]);
  });
});

describe('the same file', () => {
  const file = (text: string, name = 'a.webm', lastModified = 5) => new File([text], name, { lastModified });

  it('has its name, time, length and beginning', async () => {
    const note = { kind: 'file', name: 'a.webm', modified: 5, start: await startOf(file('sound')) } as const;
    expect(await isSameFile(file('sound'), note, 5)).toBe(true);
    const others = [file('sOund'), file('sound '), file('sound', 'b.webm'), file('sound', 'a.webm', 6)];
    expect(await Promise.all(others.map((other) => isSameFile(other, note, 5)))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

it('a time of a field is that instant again', () => {
  const at = new Date('2030-07-31T09:30:00Z');
  expect(instantOf(localTime(at))).toBe(at.toISOString());
  expect([localTime(undefined), instantOf(''), instantOf('nonsense')]).toEqual(['', undefined, undefined]);
});
