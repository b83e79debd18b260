import type { MinutesToClient } from '#src/api/chat2desk/send-minutes.ts';
import { type DocumentLanguage, isDocumentLanguage } from '#src/i18n/document-languages.ts';
import { fields, list, number, text } from '#src/lib/reader.ts';
import type { Kept } from '#src/lib/storage/drafts.ts';
import { kept } from '#src/lib/storage/kept.ts';
import { type MessagePart, messageParts } from './message-text.ts';

/** What someone has prepared to send out of a meeting. */
export interface SendDraft {
  readonly language: DocumentLanguage | undefined;
  /** Parts that are left out. */
  readonly without: readonly MessagePart[];
  readonly pdf: boolean;
  /** Texts that were edited, by client. */
  readonly texts: Readonly<Record<string, string>>;
}

export const emptyDraft: SendDraft = { language: undefined, without: [], pdf: true, texts: {} };

const keyOf = (user: string, meeting: string, what: 'draft' | 'sent') =>
  `claritalk.replies.${user}.meeting.${meeting}.${what}` as const;

function stored(key: ReturnType<typeof keyOf>): unknown {
  try {
    return JSON.parse(kept.read(key) ?? 'null');
  } catch {
    return undefined;
  }
}

export function readDraft(user: string, meeting: string): SendDraft {
  const { language, without, pdf, texts } = fields(stored(keyOf(user, meeting, 'draft')));
  const edited = Object.entries(fields(texts)).flatMap(([client, value]) => {
    const written = text(value);
    return written === undefined ? [] : [[client, written] as const];
  });
  return {
    language: isDocumentLanguage(language) ? language : undefined,
    without: list(without, (part) => messageParts.find((one) => one === part)),
    pdf: pdf !== false,
    texts: Object.fromEntries(edited),
  };
}

export function keepDraft(user: string, meeting: string, draft: SendDraft): void {
  const isEmpty = JSON.stringify(draft) === JSON.stringify(emptyDraft);
  kept.write(keyOf(user, meeting, 'draft'), isEmpty ? null : JSON.stringify(draft));
}

/** What is sent to several clients at once. */
export interface Batch {
  readonly sendings: readonly MinutesToClient[];
}

/** What was sent and is not known to have arrived; without its PDF, which nobody needs in order to look. */
export const sentBatch = (user: string, meeting: string): Kept<Batch> => ({
  read: () => {
    const sendings = list(fields(stored(keyOf(user, meeting, 'sent'))).sendings, (wire) =>
      readSending(meeting, wire),
    );
    return sendings.length === 0 ? undefined : { sendings };
  },
  write: (batch) => {
    const sendings = batch?.sendings.map(({ pdf: _, signal: __, ...one }) => one);
    return kept.write(keyOf(user, meeting, 'sent'), sendings ? JSON.stringify({ sendings }) : null);
  },
});

function readSending(meeting: string, wire: unknown): MinutesToClient | undefined {
  const one = fields(wire);
  const [key, since, client, said] = [text(one.key), number(one.since), number(one.client), text(one.text)];
  if (key === undefined || since === undefined || client === undefined || said === undefined)
    return undefined;
  return {
    key,
    since,
    client,
    meeting,
    text: said,
    channel: number(one.channel),
    transport: text(one.transport),
    operator: number(one.operator),
    pdf: undefined,
  };
}
