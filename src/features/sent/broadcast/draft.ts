import { ownPlaceholders, templateFacts } from '#contract/gateway/broadcast-text.ts';
import type { BroadcastContent, BroadcastTemplate } from '#contract/gateway/broadcasts.ts';
import type {
  BroadcastPerson,
  BroadcastToStart,
  BroadcastWay,
} from '#src/api/gateway/published/broadcasts.ts';
import { fields, list, number, text } from '#src/lib/reader.ts';
import { draftNote, type Kept } from '#src/lib/storage/drafts.ts';

/** What someone has prepared to send to many. */
export interface BroadcastDraft {
  readonly way: BroadcastWay;
  readonly subject: string;
  readonly text: string;
  /** Of placeholders; those that the text no longer has are kept, in case they come back. */
  readonly data: Readonly<Record<string, string>>;
  readonly people: readonly BroadcastPerson[];
}

export const emptyDraft: BroadcastDraft = { way: 'email', subject: '', text: '', data: {}, people: [] };

/** Kept on this device until it was begun. */
export const broadcastDraft = (user: string): Kept<BroadcastDraft> =>
  draftNote(user, 'broadcast', (wire): BroadcastDraft | undefined => {
    if (wire === undefined) return undefined;
    const one = fields(wire);
    return {
      way: one.way === 'text' ? 'text' : 'email',
      subject: text(one.subject) ?? '',
      text: text(one.text) ?? '',
      data: textsIn(one.data),
      people: list(one.people, (person) => {
        const { individual, name, address } = fields(person);
        const [id, at] = [text(individual), text(address)];
        return id === undefined || at === undefined
          ? undefined
          : { individual: id, name: text(name) ?? at, address: at };
      }),
    };
  });

const textsIn = (wire: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields(wire)).flatMap(([name, value]) => {
      const said = text(value);
      return said === undefined ? [] : [[name, said]];
    }),
  );

/** What was begun and is not known to have arrived. */
export const startedBroadcast = (user: string): Kept<BroadcastToStart> =>
  draftNote(user, 'broadcast-started', (wire): BroadcastToStart | undefined => {
    const { key, since, count, content } = fields(wire);
    const [id, at, typed] = [text(key), number(since), number(count)];
    const of = fields(content);
    if (id === undefined || at === undefined || typed === undefined) return undefined;
    const subject = text(of.subject);
    return {
      key: id,
      since: at,
      count: typed,
      content: {
        way: of.way === 'text' ? 'text' : 'email',
        ...(subject === undefined ? {} : { subject }),
        text: text(of.text) ?? '',
        data: textsIn(of.data),
        individuals: list(of.individuals, text),
      },
    };
  });

/** Placeholders that have the same value for everyone. */
export const commonPlaceholders = ({ way, subject, text: said }: BroadcastDraft): readonly string[] =>
  templateFacts(way === 'email' ? subject : '', said).placeholders.filter(
    (name) => !ownPlaceholders.some((own) => own === name),
  );

/** What is missing before it can be checked. */
export type Lacking = 'subject' | 'text' | 'braces' | 'values' | 'people';

export function lackingIn(draft: BroadcastDraft, withPeople: boolean): Lacking | undefined {
  const { way, subject, text: said, data, people } = draft;
  if (way === 'email' && subject.trim() === '') return 'subject';
  if (said.trim() === '') return 'text';
  if (templateFacts(way === 'email' ? subject : '', said).isBroken) return 'braces';
  if (commonPlaceholders(draft).some((name) => (data[name] ?? '').trim() === '')) return 'values';
  return withPeople && people.length === 0 ? 'people' : undefined;
}

export function templateOf(draft: BroadcastDraft): BroadcastTemplate {
  const { way, subject, text: said, data } = draft;
  const used = commonPlaceholders(draft).map((name) => [name, (data[name] ?? '').trim()] as const);
  return { way, ...(way === 'email' ? { subject } : {}), text: said, data: Object.fromEntries(used) };
}

export const contentOf = (draft: BroadcastDraft): BroadcastContent => ({
  ...templateOf(draft),
  individuals: draft.people.map(({ individual }) => individual),
});
