import { readFile } from 'node:fs/promises';
import type { Mark, Review } from '#src/api/claritalk/meetings/review.ts';
import { normaliseMeeting } from '#src/api/claritalk/meetings/whole-meeting.ts';
import type { MinutesSource } from '../make-minutes-file.ts';
import { makeMinutesFile } from '../make-minutes-file.ts';
import type { MinutesFile } from '../minutes-file.ts';
import { sealOf } from '../seal/seal.ts';

/** Names in five scripts, markup, formulas and long tables: what minutes must survive. */
export const sampleMeeting = normaliseMeeting(
  {
    id: '7d1f7f9e-3c58-4b5c-9a53-1f6f4a8f0b11',
    name: 'Team meeting <b>February</b>',
    status: 'finished',
    locale: 'nl-BE',
    createdAt: '2026-11-17 09:00:00',
    metadata: { recording: { duration_in_seconds: 4500 } },
    summary: {
      general: {
        type: 'general',
        content:
          'The team agreed on the **budget** for _next year_.\n\n- Travel is `frozen`\n  - except for audits\n- Hiring continues\n\n1. First the plan\n2. Then the money',
      },
      decisions: {
        type: 'decisions',
        content: '- The budget of € 120.000 is approved\n- Łódź becomes an office',
      },
      risks: {
        type: 'risks',
        content: 'Σωκράτης sees none. Ďakujem, Ödön & Łukasz — “fine”.\n\nשלום לכולם (2026)!',
      },
    },
    questions: [
      {
        theme: 'Planning',
        theme_id: 1,
        question: 'When does the project begin?',
        answer: 'On 1 March 🚀',
        output_type: 'single_line',
      },
      {
        theme: 'Planning',
        theme_id: 1,
        question: 'Who leads it?',
        answer: '# Leads\n\n- يوسف حداد (lead)\n- דוד לוי\n- Ελένη Παπαδοπούλου',
        output_type: 'multi_line',
      },
      {
        theme: 'Money',
        theme_id: 2,
        question: 'What does it cost?',
        answer: '=1+1',
        output_type: 'single_line',
      },
      { theme: 'Money', theme_id: 2, question: 'Who pays?', answer: null, output_type: 'single_line' },
    ],
    attendees: [
      { name: 'Łukasz Żółć', email: 'lukasz@example.com' },
      { name: 'Ελένη Παπαδοπούλου' },
      { name: 'يوسف حداد' },
      { name: 'דוד לוי' },
      { name: 'Наталья Ёлкина' },
    ],
    todos: Array.from({ length: 40 }, (_, index) => ({
      description:
        `Task ${index + 1}: ${'write the report and send it around '.repeat((index % 3) + 1)}`.trim(),
      assignee: { name: index % 2 ? 'Jan Peeters' : 'Łukasz Żółć' },
      due_date: `2026-12-${String((index % 28) + 1).padStart(2, '0')}`,
      done: index % 5 === 0,
    })),
    discussionTopics: [
      { topic: 'Budget', description: 'Next year', discussed: true, summary: 'Agreed.' },
      { topic: 'Parking', discussed: false },
    ],
  },
  '7d1f7f9e-3c58-4b5c-9a53-1f6f4a8f0b11',
);

const at = '2026-11-20T15:00:00.000Z';
const mark = <T>(value: T): Mark<T> => ({ value, by: 'owen', at });

const keyOf = (asked: string) =>
  sampleMeeting.themes.flatMap(({ questions }) => questions).find(({ question }) => question === asked)
    ?.key ?? '';

/** A reviewer who corrected one answer and flagged another. */
export const sampleReview: Review = {
  access: 'writable',
  answers: {
    [keyOf('What does it cost?')]: {
      state: mark('accepted'),
      comment: undefined,
      correction: mark('€ 120.000\nincluding VAT'),
    },
    [keyOf('Who leads it?')]: {
      state: mark('flagged'),
      comment: mark('Ask Ελένη'),
      correction: undefined,
    },
  },
  todos: {},
  notes: { owen: mark('only for me') },
  left: {},
  approval: undefined,
};

export const sampleSource = (review: Review = sampleReview): MinutesSource => ({
  meeting: sampleMeeting,
  review,
  organisation: 'Van Damme & Partners',
  ownerName: 'Owen Okafor',
  typeName: 'Team meeting',
  dossierName: 'Łódź 2026',
  approvedByName: review.approval ? 'Owen Okafor' : undefined,
});

const now = new Date('2026-11-21T08:00:00Z');

/** A draft with the reviewer's remarks. */
export const draftFile = (comments = true): Promise<MinutesFile> =>
  makeMinutesFile(sampleSource(), { comments, now });

/** The sample's review with an approval of these minutes. */
export const approvedReview = async (): Promise<Review> => ({
  ...sampleReview,
  approval: mark({ sha256: await sealOf(sampleMeeting, sampleReview), of: {} }),
});

/** Approved and sealed. */
export const approvedFile = async (): Promise<MinutesFile> =>
  makeMinutesFile(sampleSource(await approvedReview()), { comments: false, now });

/** Reads an asset of the build as the browser would fetch it. */
export const readAsset = async (url: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile(new URL(`../../../../..${url}`, import.meta.url)));
