import { queryOptions } from '@tanstack/react-query';
import { listTemplates } from '#contract/chat2desk/templates.ts';
import { fields, list, number, text } from '#src/lib/reader.ts';
import { call } from '../client/client.ts';
import { conversationKeys } from '../gateway/follow-conversations.ts';
import { dataOf } from './wire.ts';

/** A prepared reply. */
export interface Template {
  readonly id: number;
  /** Without a slash. */
  readonly shortcut: string;
  readonly name: string;
  readonly text: string;
}

const heldMs = 10 * 60_000;

export const templatesOptions = () =>
  queryOptions({
    queryKey: conversationKeys.templates,
    queryFn: async ({ signal }) =>
      list(dataOf(await call(listTemplates, { query: { limit: 200 }, signal })), normaliseTemplate),
    staleTime: heldMs,
  });

function normaliseTemplate(wire: unknown): Template | undefined {
  const one = fields(wire);
  const id = number(one.id);
  const body = text(one.text);
  if (id === undefined || body === undefined) return undefined;
  const shortcut = (text(one.shortcut) ?? text(one.command) ?? '').replace(/^\/+/, '');
  return { id, shortcut, name: text(one.name) ?? shortcut, text: body };
}
