import { dealTypes } from '#contract/claap/shapes.ts';
import type { Attendee } from '#src/api/claritalk/meetings/meetings-parts.ts';
import { fields, list, text } from '#src/lib/reader.ts';
import { kept } from '#src/lib/storage/kept.ts';
import { toLocalField } from '#src/lib/time/local-time.ts';

/** What someone says of a recording before it is published. Times are local, as fields have them. */
export interface PublishDraft {
  readonly title: string;
  /** Empty: no folder. */
  readonly folder: string;
  readonly startedAt: string;
  readonly endedAt: string;
  /** Attendees who are left out, as `withMarks` marks them. */
  readonly without: readonly string[];
  /** Empty: no deal. */
  readonly dealType: (typeof dealTypes)[number] | '';
  readonly dealId: string;
  readonly notes: boolean;
}

/** The id in the CRM of the first attendee who has one. */
export const relationOf = (attendees: readonly Attendee[]): string | undefined =>
  attendees.find(({ integrationId }) => integrationId !== undefined)?.integrationId?.toString();

/** A deal of a kind: that of the relation, unless someone wrote another. */
export const dealOf = (
  kind: PublishDraft['dealType'],
  { dealId }: Pick<PublishDraft, 'dealId'>,
  attendees: readonly Attendee[],
): Pick<PublishDraft, 'dealType' | 'dealId'> => ({
  dealType: kind,
  dealId: dealId === '' ? (relationOf(attendees) ?? '') : dealId,
});

const keyOf = (user: string, meeting: string) => `claritalk.publications.${user}.draft.${meeting}` as const;

/** What was filled in before, over what the meeting says. */
export function readDraft(user: string, meeting: string, otherwise: PublishDraft): PublishDraft {
  try {
    const stored = fields(JSON.parse(kept.read(keyOf(user, meeting)) ?? '{}'));
    const written = (name: keyof PublishDraft, usual: string) =>
      typeof stored[name] === 'string' ? stored[name] : usual;
    return {
      title: written('title', otherwise.title),
      folder: written('folder', otherwise.folder),
      startedAt: written('startedAt', otherwise.startedAt),
      endedAt: written('endedAt', otherwise.endedAt),
      without: list(stored.without, text),
      dealType: dealTypes.find((type) => type === stored.dealType) ?? '',
      dealId: written('dealId', otherwise.dealId),
      notes: stored.notes === true,
    };
  } catch {
    return otherwise;
  }
}

/** Undefined removes it. */
export function keepDraft(user: string, meeting: string, draft: PublishDraft | undefined): void {
  kept.write(keyOf(user, meeting), draft ? JSON.stringify(draft) : null);
}

/** A time as a field of the kind `datetime-local` has it; empty without one. */
export function localTime(at: Date | undefined): string {
  return at ? toLocalField(at.getTime()) : '';
}

/** The instant of a local time; undefined for none. */
export function instantOf(local: string): string | undefined {
  const at = local === '' ? undefined : new Date(local);
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
}
