import { describe, expect, it } from 'vitest';
import { makeMinutesFile } from '../make-minutes-file.ts';
import { type MinutesContent, minutesContent, withoutProofs } from '../minutes-content.ts';
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

async function sha256(said: readonly unknown[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(said));
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

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
  /** Approved, with someone who agreed to this text, by the seal of `sealed`. */
  async function withConsent(sealed: (content: MinutesContent) => MinutesContent) {
    const answer = { decision: 'agreed', name: 'Léa', at: '2026-11-20T09:00:00.000Z', language: 'fr' };
    const [salt, version, text] = ['5a17', '2026-12-2', 'Owen souhaite enregistrer cette réunion.'];
    const hash = await sha256([
      salt,
      version,
      answer.language,
      text,
      answer.decision,
      answer.name,
      answer.at,
    ]);
    const answers = [{ number: 1, ...answer, version, hash, salt }];
    const consents = { texts: { en: 'Owen would like to record this meeting.', fr: text }, answers };
    const meeting = { ...sampleMeeting, metadata: { claritalk_dashboard: { consents } } };
    const { approval, ...review } = await approvedReview();
    const value = { sha256: await sealOfContent(sealed(minutesContent(meeting, sampleReview))), of: {} };
    const source = sampleSource({ ...review, approval: { ...approval!, value } });
    const made = await makeMinutesFile({ ...source, meeting }, { comments: false, now: new Date(0) });
    return { made, file: readMinutesFile(writeMinutesFile(made))! };
  }

  it('proves by itself what someone agreed to', async () => {
    const { made, file } = await withConsent((content) => content);
    expect(file).toEqual(made);
    expect(file.status).toBe('approved');
    const { salt, version, language, text, decision, name, at, hash } = file.minutes.consents![0]!;
    expect(text).toBe('Owen souhaite enregistrer cette réunion.');
    expect(await sha256([salt, version, language, text, decision, name, at])).toBe(hash);
    expect(await sealOfContent(file.minutes)).toBe(file.seal?.value);
  });

  it('that was sealed before it had what proves that, is still as it was approved', async () => {
    const { file } = await withConsent(withoutProofs);
    expect(file.status).toBe('approved');
    expect(file.minutes.consents).toMatchObject([{ name: 'Léa', version: '2026-12-2' }]);
    expect(file.minutes.consents![0]).not.toHaveProperty('salt');
    expect(await sealOfContent(file.minutes)).toBe(file.seal?.value);
  });

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
