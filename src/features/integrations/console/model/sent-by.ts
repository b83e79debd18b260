import {
  type Draft,
  type DraftEntry,
  entriesIn,
  fieldsIn,
  type ProblemKind,
  within,
  writtenIn,
} from './draft.ts';
import type { FormNode } from './form-node.ts';
import { isExact, writtenJson } from './written-json.ts';

/** What a draft sends; undefined when nothing. Records what is wrong with it. */
export function sentBy(node: FormNode, draft: Draft, problems: Map<string, ProblemKind>, at = ''): unknown {
  if (draft === null) return null;
  const wrong = (kind: ProblemKind) => {
    problems.set(at, kind);
    return undefined;
  };
  switch (node.kind) {
    case 'text':
    case 'number':
    case 'choice':
    case 'json': {
      const written = writtenIn(draft);
      return written === '' ? undefined : read(node, written, wrong);
    }
    case 'group': {
      if (draft === undefined) return undefined;
      const typed = fieldsIn(draft);
      const sent = node.fields.map((field) => {
        const place = within(at, field.name);
        const value = sentBy(field.node, typed[field.name], problems, place);
        if (value === undefined && field.required && !problems.has(place)) problems.set(place, 'missing');
        return [field.name, value] as const;
      });
      return Object.fromEntries(sent.filter(([, value]) => value !== undefined));
    }
    case 'list': {
      if (draft === undefined) return undefined;
      const entries = entriesIn(draft);
      if (entries.length < node.minItems) return wrong('few');
      if (node.maxItems !== undefined && entries.length > node.maxItems) return wrong('many');
      return entries.map((entry) => entryOf(node.item, entry, problems, at));
    }
    case 'map': {
      if (draft === undefined) return undefined;
      const entries = entriesIn(draft);
      if (new Set(entries.map(({ name }) => name)).size < entries.length) return wrong('twice');
      for (const { id, name } of entries) if (name === '') problems.set(within(at, id), 'missing');
      return Object.fromEntries(
        entries.map((entry) => [entry.name, entryOf(node.value, entry, problems, at)]),
      );
    }
  }
}

function entryOf(node: FormNode, { id, draft }: DraftEntry, problems: Map<string, ProblemKind>, at: string) {
  const place = within(at, id);
  const value = sentBy(node, draft, problems, place);
  if (value !== undefined || problems.has(place)) return value;
  // An empty text is a text; anything else must not be empty.
  if (node.kind === 'text' && (node.minLength ?? 0) === 0 && node.format === undefined) return '';
  problems.set(place, 'missing');
  return undefined;
}

type Written = Extract<FormNode, { readonly kind: 'text' | 'number' | 'choice' | 'json' }>;

/** Whether a text is what its field is for; the gateway checks everything again. */
function hasForm(format: string | undefined, written: string): boolean {
  switch (format) {
    case 'uuid':
      return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(written);
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(written);
    case 'uri':
      return URL.canParse(written);
    default:
      return true;
  }
}

function read(node: Written, written: string, wrong: (kind: ProblemKind) => undefined): unknown {
  switch (node.kind) {
    case 'text': {
      if (written.length < (node.minLength ?? 0)) return wrong('short');
      if (written.length > (node.maxLength ?? Number.POSITIVE_INFINITY)) return wrong('long');
      if (!hasForm(node.format, written)) return wrong('form');
      const isNumber = node.orNumber && String(Number(written)) === written && isExact(Number(written));
      return isNumber ? Number(written) : written;
    }
    case 'number': {
      const value = Number(written);
      if (written.trim() === '' || !Number.isFinite(value)) return wrong('number');
      if (node.whole && !Number.isSafeInteger(value)) return wrong('whole');
      if (!isExact(value)) return wrong('digits');
      const isWithin = value >= (node.minimum ?? -Infinity) && value <= (node.maximum ?? Infinity);
      return isWithin ? value : wrong('range');
    }
    case 'choice':
    case 'json': {
      const { value, problem } = writtenJson(written);
      return problem ? wrong(problem) : value;
    }
  }
}
