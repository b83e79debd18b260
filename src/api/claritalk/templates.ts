import { queryOptions } from '@tanstack/react-query';
import { listThemes, listTypes } from '#contract/claritalk/templates.ts';
import { fields, flag, list, number, text } from '#src/lib/reader.ts';
import { call } from '../client/client.ts';

/** What kind of meeting it is; its themes decide which questions the assistant answers. */
export interface MeetingType {
  readonly id: number;
  readonly name: string;
  /** The organisation's default for new meetings. */
  readonly isDefault: boolean;
}

/** A group of questions within a meeting type. */
export interface Theme {
  readonly id: number;
  readonly name: string;
  readonly typeId: number | undefined;
}

export const templateKeys = {
  types: ['meeting-types'] as const,
  themes: ['themes'] as const,
};

// Templates change rarely and only in their own feature, which invalidates them.
const staleTime = 5 * 60_000;

/** The organisation's meeting types, in the server's order. */
export const meetingTypesOptions = () =>
  queryOptions({
    queryKey: templateKeys.types,
    queryFn: async ({ signal }) => list(await call(listTypes, { signal }), normaliseMeetingType),
    staleTime,
  });

/** The organisation's themes of all meeting types, in the server's order. */
export const themesOptions = () =>
  queryOptions({
    queryKey: templateKeys.themes,
    queryFn: async ({ signal }) => list(await call(listThemes, { signal }), normaliseTheme),
    staleTime,
  });

/** Undefined without an id, because nothing can refer to it then. */
export function normaliseMeetingType(wire: unknown): MeetingType | undefined {
  const type = fields(wire);
  const id = number(type.id);
  if (id === undefined) return undefined;
  return { id, name: text(type.name) ?? String(id), isDefault: flag(type.is_default) ?? false };
}

/** Undefined without an id, because nothing can refer to it then. */
export function normaliseTheme(wire: unknown): Theme | undefined {
  const theme = fields(wire);
  const id = number(theme.id);
  if (id === undefined) return undefined;
  return { id, name: text(theme.name) ?? String(id), typeId: number(theme.type_id) };
}
