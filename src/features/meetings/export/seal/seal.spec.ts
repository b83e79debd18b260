import { describe, expect, it } from 'vitest';
import { makeMinutesFile } from '../make-minutes-file.ts';
import { readMinutesFile, writeMinutesFile } from '../minutes-file.ts';
import {
  approvedFile,
  approvedReview,
  draftFile,
  sampleMeeting,
  sampleReview,
  sampleSource,
} from '../testing/sample.ts';
import { readSeal, sealOf, sealOfContent } from './seal.ts';

describe('the seal', () => {
  it('is the same for the same minutes, whatever happens around them', async () => {
    const seal = await sealOf(sampleMeeting, sampleReview);
    expect(seal).toMatch(/^[0-9a-f]{64}$/);
    const later = {
      ...sampleMeeting,
      status: 'archived',
      updatedAt: new Date(),
      todos: sampleMeeting.todos.map((todo) => ({ ...todo, done: true })),
    };
    expect(await sealOf(later, sampleReview)).toBe(seal);
  });

  it('differs when a word, a correction or a date does', async () => {
    const [todo] = sampleMeeting.todos;
    const due = { value: null, by: 'owen', at: '2026-11-20T15:00:00.000Z' };
    const seals = await Promise.all([
      sealOf(sampleMeeting, sampleReview),
      sealOf({ ...sampleMeeting, name: 'Team meeting' }, sampleReview),
      sealOf(sampleMeeting, { ...sampleReview, answers: {} }),
      sealOf(sampleMeeting, {
        ...sampleReview,
        todos: { [todo!.key]: { due, owner: undefined, done: undefined } },
      }),
    ]);
    expect(new Set(seals).size).toBe(4);
  });

  it('covers who agreed to the recording, and is the same where nobody was asked, or someone withdraws later', async () => {
    const answer = {
      number: 1,
      decision: 'agreed',
      name: 'Léa',
      at: '2026-11-20T09:00:00.000Z',
      language: 'fr',
      version: '2026-12',
      hash: 'ab',
    };
    const withAnswers = (...answers: unknown[]) => ({
      ...sampleMeeting,
      metadata: { claritalk_dashboard: { consents: { answers } } },
    });
    const plain = await sealOf(sampleMeeting, sampleReview);
    const seal = await sealOf(withAnswers(answer), sampleReview);
    expect(await sealOf(withAnswers(), sampleReview)).toBe(plain);
    expect(seal).not.toBe(plain);
    expect(
      await sealOf(withAnswers({ ...answer, withdrawn_at: '2026-11-21T09:00:00.000Z' }), sampleReview),
    ).toBe(seal);
    expect(await sealOf(withAnswers({ ...answer, decision: 'objected' }), sampleReview)).not.toBe(seal);
  });

  it('covers a text that was cut within a character', async () => {
    expect(await sealOf({ ...sampleMeeting, name: 'cut \ud83d' }, sampleReview)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is read as people type it', () => {
    const seal = 'ab12'.repeat(16);
    expect(readSeal(` ${seal.toUpperCase().replaceAll(/.{8}/g, '$& ')}\n`)).toBe(seal);
    expect(readSeal('ab12')).toBeUndefined();
  });
});

describe('a minutes file', () => {
  it('is read as it was written, seal included', async () => {
    const file = await approvedFile();
    expect(file.status).toBe('approved');
    const back = readMinutesFile(writeMinutesFile(file));
    expect(back).toEqual(file);
    expect(await sealOfContent(back!.minutes)).toBe(file.seal?.value);
  });

  it('recognises minutes that changed since they were approved', async () => {
    const source = sampleSource(await approvedReview());
    const changed = { ...source, meeting: { ...source.meeting, name: 'Renamed' } };
    const file = await makeMinutesFile(changed, { comments: false, now: new Date(0) });
    expect(file.status).toBe('changed');
  });

  it('omits the reviewer’s remarks unless they are wanted', async () => {
    expect(writeMinutesFile(await draftFile(false))).not.toContain('Ask Ελένη');
    const whole = writeMinutesFile(await draftFile(true));
    expect(whole).toContain('Ask Ελένη');
    expect(whole).not.toContain('only for me');
  });

  it.each(['', '{}', 'null', '[]', '{"format":"claritalk-minutes","version":2}', '%PDF-1.7'])(
    '%j is none',
    (text) => expect(readMinutesFile(text)).toBeUndefined(),
  );
});
