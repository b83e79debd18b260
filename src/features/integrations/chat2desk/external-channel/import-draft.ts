import { fields, list, number, text } from '#src/lib/reader.ts';
import { keepDraft, readDraft } from '#src/lib/storage/drafts.ts';
import { type Draft, emptyDraft, isEmpty } from './import-form.ts';

/** An import that was begun. */
export interface ImportDraft {
  readonly client: number | undefined;
  /** Channel and transport. */
  readonly way: string;
  readonly drafts: readonly Draft[];
}

const name = '.import';

/** What a person has filled in for an import, on this device. */
export function readImport(user: string): ImportDraft {
  const stored = fields(readDraft(user, name));
  return {
    client: number(stored.client),
    way: text(stored.way) ?? '',
    drafts: list(stored.drafts, (one) => {
      const { at, type, text: said } = fields(one);
      const sender = type === 'to_client' ? type : 'from_client';
      return { ...emptyDraft(sender), at: text(at) ?? '', text: text(said) ?? '' };
    }),
  };
}

export function keepImport(user: string, { client, way, drafts }: ImportDraft): void {
  const used = drafts.filter((draft) => !isEmpty(draft));
  keepDraft(user, name, used.length === 0 ? undefined : { client, way, drafts: used });
}
