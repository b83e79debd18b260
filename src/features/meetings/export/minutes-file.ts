import * as v from 'valibot';
import type { MinutesContent } from './minutes-content.ts';

const format = 'claritalk-minutes';

const maybe = v.nullable(v.string());

const content = v.object({
  version: v.literal(1),
  meeting: v.object({
    id: v.string(),
    name: maybe,
    createdAt: maybe,
    durationSeconds: v.nullable(v.number()),
  }),
  attendees: v.array(v.object({ name: v.string(), email: maybe })),
  summary: v.array(v.object({ key: v.string(), content: v.string() })),
  themes: v.array(
    v.object({
      theme: maybe,
      questions: v.array(v.object({ question: v.string(), answer: maybe, correction: maybe })),
    }),
  ),
  topics: v.array(
    v.object({ topic: v.string(), description: maybe, discussed: v.nullable(v.boolean()), summary: maybe }),
  ),
  todos: v.array(v.object({ description: v.string(), owner: maybe, due: maybe })),
  consents: v.optional(
    v.array(
      v.object({
        number: v.number(),
        decision: v.picklist(['agreed', 'objected']),
        name: maybe,
        at: v.string(),
        language: v.string(),
        version: v.string(),
        hash: v.string(),
        salt: v.optional(v.string()),
        text: v.optional(v.string()),
      }),
    ),
  ),
});

const review = v.object({ state: v.nullable(v.picklist(['accepted', 'flagged'])), comment: maybe });

const file = v.object({
  format: v.literal(format),
  version: v.literal(1),
  exportedAt: v.string(),
  status: v.picklist(['approved', 'draft', 'changed']),
  minutes: content,
  approval: v.nullable(v.object({ by: maybe, at: v.string() })),
  seal: v.nullable(v.object({ algorithm: v.literal('SHA-256'), value: v.string() })),
  context: v.object({
    organisation: maybe,
    owner: maybe,
    meetingType: maybe,
    dossier: maybe,
    todosDone: v.array(v.boolean()),
    reviews: v.nullable(v.array(v.array(v.nullable(review)))),
    evidence: v.optional(
      v.array(
        v.object({
          file: v.string(),
          sha256: v.string(),
          from: v.number(),
          to: v.number(),
          of: maybe,
          note: maybe,
        }),
      ),
    ),
  }),
});

/** The context of the minutes in a document: names, and what happens after the approval. */
export interface MinutesContext {
  readonly organisation: string | null;
  readonly owner: string | null;
  readonly meetingType: string | null;
  readonly dossier: string | null;
  /** For each to-do of the minutes. */
  readonly todosDone: readonly boolean[];
  /** By theme and question; null when the document leaves the review out. */
  readonly reviews: readonly (readonly (ReviewRemark | null)[])[] | null;
  /** Pieces of sound in the same document, where someone wanted them. */
  readonly evidence?: readonly EvidenceEntry[] | undefined;
}

/** A piece of sound that a document carries as a file. */
export interface EvidenceEntry {
  readonly file: string;
  readonly sha256: string;
  /** Seconds into the recording. */
  readonly from: number;
  readonly to: number;
  /** The question or to-do that it belongs to. */
  readonly of: string | null;
  readonly note: string | null;
}

export interface ReviewRemark {
  readonly state: 'accepted' | 'flagged' | null;
  readonly comment: string | null;
}

/** `changed`: the minutes were approved, and say something else now. */
export type MinutesStatus = 'approved' | 'draft' | 'changed';

/** The JSON export (docs/exports.md), and what PDF and DOCX carry inside. */
export interface MinutesFile {
  readonly format: typeof format;
  readonly version: 1;
  readonly exportedAt: string;
  readonly status: MinutesStatus;
  readonly minutes: MinutesContent;
  /** Name of who approved, and when (ISO 8601). */
  readonly approval: { readonly by: string | null; readonly at: string } | null;
  /** The seal that was kept at the approval; null for minutes that nobody sealed. */
  readonly seal: { readonly algorithm: 'SHA-256'; readonly value: string } | null;
  readonly context: MinutesContext;
}

/** Marks a minutes file as one. */
export const minutesFormat = { format, version: 1 } as const;

export const writeMinutesFile = (minutes: MinutesFile): string => `${JSON.stringify(minutes, null, 2)}\n`;

/** Returns a minutes file; undefined for anything else. */
export function readMinutesFile(text: string): MinutesFile | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
  const result = v.safeParse(file, parsed);
  return result.success ? result.output : undefined;
}

/** What PDF documents carry of the minutes: when they were made, and the file inside. */
export const minutesInPdf = (file: MinutesFile) => ({
  created: new Date(file.exportedAt),
  attachments: [
    {
      name: 'minutes.json',
      type: 'application/json',
      bytes: new TextEncoder().encode(writeMinutesFile(file)).buffer,
    },
  ],
});
