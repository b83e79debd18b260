import { type QueryClient, queryOptions } from '@tanstack/react-query';
import * as contract from '#contract/chat2desk/templates.ts';
import { fields, number, text } from '#src/lib/reader.ts';
import type { Certain, PageWatch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { oneOrNone } from '../client/one-or-none.ts';
import { type Outcome, write } from '../client/write.ts';
import type { Named } from '../gateway/conversations.ts';
import { allRows } from './all-rows.ts';
import { change, removing } from './change.ts';
import { deskKeys } from './desk-keys.ts';
import { dataOf } from './wire.ts';

/** A prepared reply. */
export interface Template {
  readonly id: number;
  /** Without a slash. */
  readonly shortcut: string;
  readonly name: string;
  /** Empty where it is a file alone. */
  readonly text: string;
  /** Address of a file that belongs to it. */
  readonly file: string | undefined;
  /** Id of its category. */
  readonly group: number | undefined;
  /** Id of the operator whose own it is. */
  readonly operator: number | undefined;
}

const heldMs = 10 * 60_000;

/** Every template of the company. */
export const allTemplatesOptions = () =>
  queryOptions({
    queryKey: deskKeys.templates,
    queryFn: ({ signal }) => readTemplates(signal),
    staleTime: heldMs,
  });

/** Those that a reply can be made of. */
export const templatesOptions = () => ({ ...allTemplatesOptions(), select: withText });

const withText = (templates: readonly Template[]) => templates.filter((one) => one.text !== '');

const readTemplates = (signal?: AbortSignal) =>
  allRows((query) => call(contract.listTemplates, { query, signal }), normaliseTemplate);

/** The categories of templates. */
export const templateGroupsOptions = () =>
  queryOptions({
    queryKey: deskKeys.templateGroups,
    queryFn: ({ signal }) => readGroups(signal),
    staleTime: heldMs,
  });

const readGroups = (signal?: AbortSignal) =>
  allRows((query) => call(contract.listTemplateGroups, { query, signal }), normaliseGroup);

/** Undefined without an id. */
export function normaliseTemplate(wire: unknown): Template | undefined {
  const one = fields(wire);
  const id = number(one.id);
  if (id === undefined) return undefined;
  const shortcut = (text(one.shortcut) ?? text(one.command) ?? '').replace(/^\/+/, '');
  return {
    id,
    shortcut,
    name: text(one.name) ?? (shortcut || String(id)),
    text: text(one.text) ?? '',
    file: text(one.file),
    group: number(one.group_id),
    operator: number(one.user_id),
  };
}

function normaliseGroup(wire: unknown): Named | undefined {
  const { id, name } = fields(wire);
  const known = number(id);
  return known === undefined ? undefined : { id: known, name: text(name) ?? String(known) };
}

export interface TemplateFields extends Pick<Template, 'shortcut' | 'name' | 'text'> {
  /** Address of a file; empty without one. */
  readonly file: string;
  /** Whose it is: a category’s, one operator’s, or neither’s. */
  readonly of: { readonly group: number } | { readonly operator: number } | 'all';
}

export interface TemplateWish extends IdempotencyKey {
  /** Undefined for a new one. */
  readonly id: number | undefined;
  readonly fields: Partial<TemplateFields>;
}

export interface GroupWish extends IdempotencyKey {
  /** Undefined for a new one. */
  readonly id: number | undefined;
  readonly name: string;
}

const renews = [deskKeys.templates];

type Identified = IdempotencyKey & { readonly id: number | undefined };

interface Saving<V, T> {
  readonly send: (given: V) => Promise<Outcome<unknown>>;
  readonly all: (signal: AbortSignal | undefined) => Promise<readonly T[]>;
  /** Undefined where there is none. */
  readonly one: (id: string, signal: AbortSignal | undefined) => Promise<T | undefined>;
  readonly isSo: (now: T, given: V) => boolean;
}

/** Returns a function that creates something, or changes it, once. */
const saving =
  <V extends Identified, T>({ send, all, one, isSo: isIt }: Saving<V, T>) =>
  (queryClient: QueryClient, given: V, watch: PageWatch<V>): Promise<Certain<unknown>> =>
    change(queryClient, given, watch, {
      send,
      async read(of, signal) {
        if (of.id === undefined) return (await all(signal)).find((now) => isIt(now, of));
        const now = await one(String(of.id), signal);
        return now !== undefined && isIt(now, of) ? now : undefined;
      },
      renews,
    });

/** Creates a template, or changes one. */
export const saveTemplate = saving<TemplateWish, Template>({
  send({ id, fields: wanted, ...one }) {
    const body = wireOf(wanted);
    if (id === undefined)
      return write(contract.createTemplate, { body: { name: '', ...body }, ...elevated(one) });
    return write(contract.updateTemplate, { params: { id: String(id) }, body, ...elevated(one) });
  },
  all: readTemplates,
  one: async (id, signal) =>
    normaliseTemplate(dataOf(await oneOrNone(() => call(contract.getTemplate, { params: { id }, signal })))),
  isSo: (now, { fields: wanted }) => isSo(now, wanted),
});

export const deleteTemplate = removing({
  send: (options) => write(contract.deleteTemplate, options),
  get: (options) => call(contract.getTemplate, options),
  renews,
});

/** Creates a category, or renames one. */
export const saveTemplateGroup = saving<GroupWish, Named>({
  send({ id, name, ...one }) {
    const body = { name };
    if (id === undefined) return write(contract.createTemplateGroup, { body, ...elevated(one) });
    return write(contract.updateTemplateGroup, { params: { id: String(id) }, body, ...elevated(one) });
  },
  all: readGroups,
  one: async (id, signal) =>
    normaliseGroup(
      dataOf(await oneOrNone(() => call(contract.getTemplateGroup, { params: { id }, signal }))),
    ),
  isSo: (now, { name }) => now.name === name,
});

export const deleteTemplateGroup = removing({
  send: (options) => write(contract.deleteTemplateGroup, options),
  get: (options) => call(contract.getTemplateGroup, options),
  renews,
});

function isSo(now: Template, { shortcut, name, text: words, file, of }: Partial<TemplateFields>): boolean {
  return (
    (shortcut === undefined || now.shortcut === shortcut) &&
    (name === undefined || now.name === name) &&
    (words === undefined || now.text === words) &&
    (file === undefined || (now.file ?? '') === file) &&
    (of === undefined ||
      of === 'all' ||
      ('group' in of ? now.group === of.group : now.operator === of.operator))
  );
}

const wireOf = ({ shortcut, name, text: words, file, of }: Partial<TemplateFields>) => ({
  ...(name === undefined ? {} : { name }),
  ...(shortcut === undefined ? {} : { shortcut }),
  ...(words === undefined ? {} : { text: words }),
  ...(file === undefined || file === '' ? {} : { file }),
  ...(of === undefined || of === 'all'
    ? {}
    : 'group' in of
      ? { group_id: of.group }
      : { user_id: of.operator }),
});
