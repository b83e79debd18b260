import type { DocumentTexts } from '#src/i18n/document-languages.ts';
import { type ListBlock, type TextBlock, textOfLine } from '#src/lib/document/blocks.ts';
import { intl } from '#src/lib/intl.ts';
import { sameName } from '#src/lib/same-name.ts';
import { createDateTexts } from '../export/date-texts.ts';
import type { MinutesFile } from '../export/minutes-file.ts';
import { textBlocks } from '../export/writers/text-blocks.ts';
import { decided } from '../shared/decided.ts';

/** Parts of the minutes that a message to a client may have, in its order. */
export const messageParts = ['summary', 'decisions', 'todos'] as const;
export type MessagePart = (typeof messageParts)[number];

interface MessageOptions {
  readonly parts: readonly MessagePart[];
  /** Of the client: as the greeting has it, and as to-dos may name them. */
  readonly names: readonly string[];
  /** The reader's, such as `Europe/Brussels`. */
  readonly timeZone: string;
}

/**
 * Returns what a client is told of a meeting: plain text, because messengers show no markup. Of the to-dos it has their
 * own that are still open. Minutes that are not approved, or that changed since, say so first.
 */
export function messageText(file: MinutesFile, texts: DocumentTexts, options: MessageOptions): string {
  const { t, locale } = texts;
  const { minutes, status } = file;
  const { names, parts, timeZone } = options;
  const [name = ''] = names;
  const meeting = minutes.meeting.name ?? t('untitled');
  const at = minutes.meeting.createdAt;
  const day = at === null ? undefined : dayOf(at, locale, timeZone);
  const writers: Readonly<Record<MessagePart, () => string[]>> = {
    summary: () => blocksOf(minutes).summary.map(blockText),
    decisions: () => section(t('sections.decisions'), blocksOf(minutes).decisions.map(blockText)),
    todos: () => section(t('message.todos'), todosOf(file, texts, options)),
  };
  return [
    ...(status === 'approved' ? [] : [t('message.draft')]),
    t('message.greeting', { name }),
    day === undefined ? t('message.introNoDate', { meeting }) : t('message.intro', { meeting, date: day }),
    ...messageParts.filter((part) => parts.includes(part)).flatMap((part) => writers[part]()),
  ].join('\n\n');
}

/** Which parts a meeting has something for, with anyone's to-dos. */
export function partsOf({ minutes }: MinutesFile): readonly MessagePart[] {
  const { summary, decisions } = blocksOf(minutes);
  const has: Readonly<Record<MessagePart, boolean>> = {
    summary: summary.length > 0,
    decisions: decisions.length > 0,
    todos: minutes.todos.length > 0,
  };
  return messageParts.filter((part) => has[part]);
}

/** What the summary says was decided, in a section of its own or below a heading that says so, and the rest. */
function blocksOf({ summary }: MinutesFile['minutes']) {
  const found: Record<'summary' | 'decisions', TextBlock[]> = { summary: [], decisions: [] };
  for (const { key, content } of summary) {
    let to: keyof typeof found = decided.test(key) ? 'decisions' : 'summary';
    for (const block of textBlocks(content)) {
      if (block.kind === 'heading')
        to = decided.test(block.text) || decided.test(key) ? 'decisions' : 'summary';
      // The section has its own heading in the message.
      if (block.kind !== 'heading' || to === 'summary') found[to].push(block);
    }
  }
  return found;
}

const dayOf = (iso: string, locale: string, timeZone: string) =>
  intl.dateTime(locale, { dateStyle: 'long', timeZone }).format(new Date(iso));

const section = (title: string, blocks: readonly string[]): string[] =>
  blocks.length === 0 ? [] : [[title, ...blocks].join('\n')];

function blockText(block: TextBlock): string {
  if (block.kind === 'heading') return block.text;
  if (block.kind === 'paragraph') return block.lines.map(textOfLine).join('\n');
  return listText(block, '');
}

const listText = ({ ordered, start, items }: ListBlock, indent: string): string =>
  items
    .flatMap(({ line, lists }, index) => [
      `${indent}${ordered ? `${start + index}.` : '•'} ${textOfLine(line)}`,
      ...lists.map((child) => listText(child, `${indent}  `)),
    ])
    .join('\n');

function todosOf(
  { minutes, context }: MinutesFile,
  { t, locale }: DocumentTexts,
  options: MessageOptions,
): string[] {
  const dates = createDateTexts(locale, options.timeZone);
  const own = minutes.todos.filter(
    ({ owner }, at) =>
      owner !== null && !context.todosDone[at] && options.names.some((name) => sameName(name, owner)),
  );
  return own.map(({ description: task, due }) =>
    due === null ? `• ${task}` : `• ${t('message.due', { task, date: dates.day(due) })}`,
  );
}
