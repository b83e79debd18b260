import {
  type DocumentLanguage,
  documentLanguages,
  isDocumentLanguage,
} from '#src/i18n/document-languages.ts';
import { fields, list, number, text } from '#src/lib/reader.ts';
import type { Kept } from '#src/lib/storage/drafts.ts';
import { kept } from '#src/lib/storage/kept.ts';
import { type MessagePart, messageParts } from './message-text.ts';
import type { Sending } from './sending.ts';

/** What someone has prepared to send out of a meeting. */
export interface SendDraft {
  /** By recipient, where something else than the usual one was chosen. */
  readonly languages: Readonly<Record<string, DocumentLanguage>>;
  /** Parts that are left out. */
  readonly without: readonly MessagePart[];
  readonly pdf: boolean;
  /** Of e-mails, those that were edited, by language. */
  readonly subjects: Readonly<Record<string, string>>;
  /** Those that were edited: see `draftKey`. */
  readonly texts: Readonly<Record<string, string>>;
}

export const emptyDraft: SendDraft = {
  languages: {},
  without: [],
  pdf: true,
  subjects: {},
  texts: {},
};

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
  const { languages, without, pdf, subject, subjects, texts } = fields(stored(keyOf(user, meeting, 'draft')));
  return {
    languages: entriesOf(languages, (value) => (isDocumentLanguage(value) ? value : undefined)),
    without: list(without, (part) => messageParts.find((one) => one === part)),
    pdf: pdf !== false,
    subjects: { ...inAll(text(subject), (language) => language), ...entriesOf(subjects, text) },
    texts: Object.fromEntries(
      Object.entries(entriesOf(texts, text)).flatMap(([key, written]) =>
        Object.entries(byLanguage(key, written)),
      ),
    ),
  };
}

/** Drafts of before had one text for all languages: it stays what is sent, whichever is chosen. */
const inAll = (written: string | undefined, keyIn: (language: DocumentLanguage) => string) =>
  Object.fromEntries(
    documentLanguages.flatMap((one) => (written === undefined ? [] : [[keyIn(one), written] as const])),
  );

function byLanguage(key: string, written: string): Readonly<Record<string, string>> {
  const [recipient = '', second, third] = key.split(' ');
  const isText = second === 'text' && third === undefined;
  if (second !== undefined && !isText) return { [key]: written };
  return inAll(written, (language) => `${recipient} ${language}${isText ? ' text' : ''}`);
}

function entriesOf<T>(wire: unknown, read: (value: unknown) => T | undefined): Readonly<Record<string, T>> {
  const known = Object.entries(fields(wire)).flatMap(([name, value]) => {
    const found = read(value);
    return found === undefined ? [] : [[name, found] as const];
  });
  return Object.fromEntries(known);
}

export function keepDraft(user: string, meeting: string, draft: SendDraft): void {
  const isEmpty = JSON.stringify(draft) === JSON.stringify(emptyDraft);
  kept.write(keyOf(user, meeting, 'draft'), isEmpty ? null : JSON.stringify(draft));
}

/** What is sent to several recipients at once. */
export interface Batch {
  readonly sendings: readonly Sending[];
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
    const sendings = batch?.sendings.map((one) => ({ ...one, pdf: undefined, signal: undefined }));
    return kept.write(keyOf(user, meeting, 'sent'), sendings ? JSON.stringify({ sendings }) : null);
  },
});

function readSending(meeting: string, wire: unknown): Sending | undefined {
  const one = fields(wire);
  const [key, since, said] = [text(one.key), number(one.since), text(one.text)];
  if (key === undefined || since === undefined || said === undefined) return undefined;
  const to = { key, since, meeting, text: said };
  const [client, recipient] = [number(one.client), text(one.recipient)];
  const [individual, account, phone] = [one.individual, one.account, one.phone].map(text);
  if (one.way === 'email' && recipient !== undefined && individual !== undefined) {
    return { ...to, way: 'email', recipient, individual, subject: text(one.subject) ?? '', pdf: undefined };
  }
  if (one.way === 'text' && recipient !== undefined && account !== undefined && phone !== undefined) {
    return { ...to, way: 'text', recipient, account, phone, individual: individual ?? '', pdf: undefined };
  }
  if (client === undefined) return undefined;
  return {
    ...to,
    way: 'messenger',
    recipient: String(client),
    client,
    channel: number(one.channel),
    transport: text(one.transport),
    operator: number(one.operator),
    pdf: undefined,
  };
}
