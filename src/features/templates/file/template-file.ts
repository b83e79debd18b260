import * as v from 'valibot';
import { type OutputType, outputTypes } from '#src/api/claritalk/questions.ts';

/** Templates as they are exported and imported; docs/templates.schema.json is the published equivalent. */
export interface TemplateFile {
  readonly format: 'claritalk-templates';
  readonly version: 1;
  /** ISO 8601 in UTC. */
  readonly exportedAt?: string | undefined;
  readonly types: readonly FileType[];
}

export interface FileType {
  readonly name: string;
  readonly is_default?: boolean | undefined;
  readonly themes: readonly FileTheme[];
}

export interface FileTheme {
  readonly name: string;
  readonly questions: readonly FileQuestion[];
}

export interface FileQuestion {
  readonly question: string;
  readonly output_type?: OutputType | undefined;
}

const text = (most: number) => v.pipe(v.string(), v.regex(/\S/), v.maxLength(most));
const schema = v.strictObject({
  $schema: v.optional(v.string()),
  format: v.literal('claritalk-templates'),
  version: v.literal(1),
  exportedAt: v.optional(v.string()),
  types: v.array(
    v.strictObject({
      name: text(255),
      is_default: v.optional(v.boolean()),
      themes: v.array(
        v.strictObject({
          name: text(255),
          questions: v.array(
            v.strictObject({
              question: text(2000),
              output_type: v.optional(v.picklist(outputTypes)),
            }),
          ),
        }),
      ),
    }),
  ),
});

/** Nobody imports more at once: at the queue's pace this takes a quarter of an hour. */
export const maxItems = 2000;

export type ReadFile =
  | { readonly kind: 'read'; readonly file: TemplateFile }
  /** No JSON, no templates, or something in it is wrong: where, as `types[0].name`. */
  | { readonly kind: 'unreadable' | 'foreign' | 'tooLarge' }
  | { readonly kind: 'invalid'; readonly at: string };

/** Reads an exported file. Never throws. */
export function readTemplateFile(source: string): ReadFile {
  let json: unknown;
  try {
    json = JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch {
    return { kind: 'unreadable' };
  }
  const format = typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined;
  if (format !== 'claritalk-templates') return { kind: 'foreign' };
  const read = v.safeParse(schema, json);
  if (!read.success) {
    const path = read.issues[0].path?.map(({ key }) =>
      typeof key === 'number' ? `[${key}]` : `.${String(key)}`,
    );
    return { kind: 'invalid', at: (path ?? []).join('').replace(/^\./, '') };
  }
  const file = read.output;
  return countItems(file) > maxItems ? { kind: 'tooLarge' } : { kind: 'read', file };
}

/** How many types, themes and questions a file has. */
export function countItems({ types }: Pick<TemplateFile, 'types'>): number {
  const themes = types.flatMap((type) => type.themes);
  return types.length + themes.length + themes.reduce((sum, { questions }) => sum + questions.length, 0);
}
