import { fields } from '#src/lib/reader.ts';
import type { FormNode } from './form-node.ts';

/** An entry of a list, or of an object whose names are typed. Its id stays while others come and go. */
export interface DraftEntry {
  readonly id: number;
  readonly name: string;
  readonly draft: Draft;
}

/**
 * What is typed into a part of a form: what is written or chosen (a choice as JSON), fields by name, entries in their
 * order. Undefined is not sent, null is sent as null.
 */
export type Draft = string | null | undefined | DraftFields | readonly DraftEntry[];
export interface DraftFields {
  readonly [name: string]: Draft;
}

export const entriesIn = (draft: Draft): readonly DraftEntry[] => (Array.isArray(draft) ? draft : []);
export const fieldsIn = (draft: Draft): DraftFields =>
  typeof draft === 'object' && draft !== null && !isEntries(draft) ? draft : {};
export const writtenIn = (draft: Draft): string => (typeof draft === 'string' ? draft : '');
const isEntries = (draft: DraftFields | readonly DraftEntry[]): draft is readonly DraftEntry[] =>
  Array.isArray(draft);

/** An id that none of these entries has. */
export const nextId = (entries: readonly DraftEntry[]): number =>
  entries.reduce((most, { id }) => Math.max(most, id), 0) + 1;

/** The initial state of a part that is required, or was added. */
export function freshDraft(node: FormNode): Draft {
  switch (node.kind) {
    case 'group':
      return Object.fromEntries(
        node.fields.filter(({ required }) => required).map((field) => [field.name, freshDraft(field.node)]),
      );
    case 'list': {
      const count = Math.max(1, node.minItems);
      return Array.from({ length: count }, (_, at) => ({
        id: at + 1,
        name: '',
        draft: freshDraft(node.item),
      }));
    }
    case 'map':
      return [{ id: 1, name: '', draft: freshDraft(node.value) }];
    case 'choice':
      // Nothing to choose.
      return node.options.length === 1 ? JSON.stringify(node.options[0]) : '';
    default:
      return '';
  }
}

/** What would have to be typed to send a value. */
export function draftOf(node: FormNode, value: unknown): Draft {
  if (value === undefined) return undefined;
  if (value === null && node.nullable) return null;
  switch (node.kind) {
    case 'text':
    case 'number':
      return typeof value === 'object' ? undefined : String(value);
    case 'choice':
      return JSON.stringify(node.options.find((one) => one === value || String(one) === value) ?? value);
    case 'list':
      return Array.isArray(value)
        ? value.map((one: unknown, at) => ({ id: at + 1, name: '', draft: draftOf(node.item, one) }))
        : undefined;
    case 'map':
      return Object.entries(fields(value)).map(([name, one], at) => ({
        id: at + 1,
        name,
        draft: draftOf(node.value, one),
      }));
    case 'group': {
      const of = fields(value);
      return Object.fromEntries(
        node.fields
          .map(({ name, node: inner }) => [name, draftOf(inner, of[name])] as const)
          .filter(([, draft]) => draft !== undefined),
      );
    }
    case 'json':
      return JSON.stringify(value, null, 2);
  }
}

/** What is wrong with something that was typed. */
export type ProblemKind =
  | 'missing'
  | 'number'
  | 'whole'
  | 'range'
  | 'short'
  | 'long'
  | 'few'
  | 'many'
  | 'json'
  | 'deep'
  | 'digits'
  | 'twice'
  | 'form';

/** By the place of what is wrong, see {@link within}. */
export type Problems = ReadonlyMap<string, ProblemKind>;

/** The place of a part below another. */
export const within = (at: string, name: string | number): string =>
  `${at}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** Changes a part of a draft at a place, and creates what surrounds it where that is missing. */
export function editAt(draft: Draft, at: string, change: (draft: Draft) => Draft): Draft {
  const [, first, ...rest] = at.split('/');
  if (first === undefined) return change(draft);
  const name = first.replaceAll('~1', '/').replaceAll('~0', '~');
  const inner = rest.map((part) => `/${part}`).join('');
  if (Array.isArray(draft))
    return entriesIn(draft).map((entry) =>
      String(entry.id) === name ? { ...entry, draft: editAt(entry.draft, inner, change) } : entry,
    );
  const of = fieldsIn(draft);
  return { ...of, [name]: editAt(of[name], inner, change) };
}
