import { fields, list, text } from '#src/lib/reader.ts';

/** A part of a summary. */
export interface SummarySection {
  /** `general` for the summary itself; anything else names the section. */
  readonly key: string;
  /** Light Markdown. */
  readonly content: string;
}

const general = 'general';

/**
 * A summary in any of its forms: a text (`getMeeting`), sections by name (`meeting.processed`), one section, a
 * list of sections, or any of these as JSON in a text. The general section comes first.
 */
export function normaliseSummary(wire: unknown): SummarySection[] {
  const sections = read(wire).filter(({ content }) => content !== '');
  return [...sections.filter(({ key }) => key === general), ...sections.filter(({ key }) => key !== general)];
}

function read(wire: unknown): SummarySection[] {
  if (typeof wire === 'string') return readText(wire);
  if (Array.isArray(wire)) {
    return wire.every((item) => typeof item === 'string')
      ? [{ key: general, content: wire.join('\n\n').trim() }]
      : list(wire, (item) => section(general, item));
  }
  const object = fields(wire);
  if (typeof object.content === 'string') return list([object], (item) => section(general, item));
  return Object.entries(object).flatMap(([key, value]) => section(key, value) ?? []);
}

function readText(wire: string): SummarySection[] {
  const content = wire.trim();
  if (/^[{[]/.test(content)) {
    try {
      return read(JSON.parse(content));
    } catch {
      // It only looks like JSON: it is plain text.
    }
  }
  return [{ key: general, content }];
}

function section(key: string, wire: unknown): SummarySection | undefined {
  const own = fields(wire);
  const content = contentOf(wire) ?? contentOf(own.content) ?? contentOf(own.text);
  if (content === undefined) return undefined;
  const name = key === general ? text(own.title ?? own.name ?? own.type) : undefined;
  return { key: name ?? key, content: content.trim() };
}

function contentOf(wire: unknown): string | undefined {
  if (!Array.isArray(wire)) return text(wire);
  return text(list(wire, (item) => text(item)?.replace(/^(?![-*\d])/, '- ')).join('\n'));
}
