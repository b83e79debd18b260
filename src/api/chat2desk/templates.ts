import { type QueryClient, queryOptions } from '@tanstack/react-query';
import * as contract from '#contract/chat2desk/templates.ts';
import { fields, number, text } from '#src/lib/reader.ts';
import type { Certain, PageWatch } from '../client/certain.ts';
import { call } from '../client/client.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { write } from '../client/write.ts';
import type { Named } from '../gateway/conversations.ts';
import { allRows } from './all-rows.ts';
import { change, type Removal } from './change.ts';
import { deskKeys } from './desk-keys.ts';
import { goneOrUndefined, oneOrNone } from './one-or-none.ts';
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
    queryFn: ({ signal }) =>
      allRows((query) => call(contract.listTemplateGroups, { query, signal }), normaliseGroup),
    staleTime: heldMs,
  });

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

/** Creates a template, or changes one. */
export const saveTemplate = (
  queryClient: QueryClient,
  given: TemplateWish,
  watch: PageWatch<TemplateWish>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send({ id, fields: wanted, ...one }) {
      const body = wireOf(wanted);
      if (id === undefined)
        return write(contract.createTemplate, { body: { name: '', ...body }, ...elevated(one) });
      return write(contract.updateTemplate, { params: { id: String(id) }, body, ...elevated(one) });
    },
    async read({ id, fields: wanted }, signal) {
      if (id === undefined) return (await readTemplates(signal)).find((one) => isSo(one, wanted));
      const now = await oneOrNone(() => call(contract.getTemplate, { params: { id: String(id) }, signal }));
      const template = normaliseTemplate(dataOf(now));
      return template && isSo(template, wanted) ? template : undefined;
    },
    renews,
  });

export const deleteTemplate = (
  queryClient: QueryClient,
  given: Removal,
  watch: PageWatch<Removal>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ id, ...one }) =>
      write(contract.deleteTemplate, { params: { id: String(id) }, ...elevated(one) }),
    read: ({ id }, signal) =>
      goneOrUndefined(() => call(contract.getTemplate, { params: { id: String(id) }, signal })),
    renews,
  });

/** Creates a category, or renames one. */
export const saveTemplateGroup = (
  queryClient: QueryClient,
  given: GroupWish,
  watch: PageWatch<GroupWish>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send({ id, name, ...one }) {
      const body = { name };
      if (id === undefined) return write(contract.createTemplateGroup, { body, ...elevated(one) });
      return write(contract.updateTemplateGroup, { params: { id: String(id) }, body, ...elevated(one) });
    },
    async read({ id, name }, signal) {
      const params = { id: String(id) };
      const groups =
        id === undefined
          ? await allRows((query) => call(contract.listTemplateGroups, { query, signal }), normaliseGroup)
          : [
              normaliseGroup(
                dataOf(await oneOrNone(() => call(contract.getTemplateGroup, { params, signal }))),
              ),
            ];
      return groups.find((group) => group?.name === name);
    },
    renews,
  });

export const deleteTemplateGroup = (
  queryClient: QueryClient,
  given: Removal,
  watch: PageWatch<Removal>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ id, ...one }) =>
      write(contract.deleteTemplateGroup, { params: { id: String(id) }, ...elevated(one) }),
    read: ({ id }, signal) =>
      goneOrUndefined(() => call(contract.getTemplateGroup, { params: { id: String(id) }, signal })),
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
