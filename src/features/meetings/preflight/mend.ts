import type { QueryClient } from '@tanstack/react-query';
import { wholeCharacters } from '#contract/whole-characters.ts';
import type { Relation } from '#src/api/claritalk/integrations.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { Attendee } from '#src/api/claritalk/meetings/meetings-parts.ts';
import type { Mark } from '#src/api/claritalk/meetings/review.ts';
import {
  type MeetingChange,
  readStored,
  type StoredMeeting,
  updateMeeting,
} from '#src/api/claritalk/meetings/save-meeting.ts';
import { showSavedEverywhere } from '#src/api/claritalk/meetings/stored-meeting.ts';
import { reviewPaths, writeMarks } from '#src/api/claritalk/meetings/write-review.ts';
import { type Certain, certain, type Find, type Watch } from '#src/api/client/certain.ts';
import { outcomeOf } from '#src/api/client/write.ts';
import { sameName } from '#src/services/preflight/checks.ts';
import { leftKey, personKey, relationKey } from '#src/services/preflight/finding.ts';

/** What is put right of a meeting. An attendee is named as they were shown. */
export type Mend =
  /** `seen`: the mark that keeps what the relation is called, where that is not the attendee's name. */
  | {
      readonly kind: 'link';
      readonly person: Attendee;
      readonly relation: Relation;
      readonly seen: Mark<string>;
    }
  | { readonly kind: 'unlink'; readonly person: Attendee }
  | { readonly kind: 'rename'; readonly person: Attendee; readonly name: string }
  | { readonly kind: 'dossier'; readonly dossierId: string }
  | { readonly kind: 'language'; readonly locale: string };

/** The attendee is no longer as they were shown: someone changed the meeting in the meantime. */
export class AttendeeChanged extends Error {
  constructor() {
    super('the attendee was changed in the meantime');
  }
}

/** Names of attendees are not longer at Claritalk (contract/claritalk/shapes.ts). */
const longestName = 255;

/**
 * What to save; undefined where it is so already.
 * @throws AttendeeChanged
 */
export function mendChange({ meeting, metadata }: StoredMeeting, mend: Mend): MeetingChange | undefined {
  if (mend.kind === 'dossier')
    return meeting.dossierId === mend.dossierId ? undefined : { dossier_id: mend.dossierId };
  if (mend.kind === 'language') return meeting.locale === mend.locale ? undefined : { locale: mend.locale };
  const { attendees } = meeting;
  const wanted = wantedOf(mend);
  const at = attendees.findIndex((one) => personKey(one) === personKey(mend.person));
  if (at < 0) {
    if (attendees.some((one) => personKey(one) === personKey(wanted))) return undefined;
    throw new AttendeeChanged();
  }
  return {
    attendees: attendees.with(at, wanted).map(({ name, email, integrationId }) => ({
      name: wholeCharacters(name, longestName),
      email: email ?? null,
      integration_id: integrationId ?? null,
    })),
    ...(mend.kind === 'link' && !sameName(mend.person.name, mend.relation.label)
      ? { metadata: writeMarks(metadata, [[reviewPaths.left(leftKey(relationKey(wanted))), mend.seen]]) }
      : {}),
  };
}

function wantedOf(mend: Extract<Mend, { readonly person: Attendee }>): Attendee {
  switch (mend.kind) {
    case 'link':
      return { ...mend.person, integrationId: mend.relation.id };
    case 'unlink':
      return { ...mend.person, integrationId: undefined };
    case 'rename':
      return { ...mend.person, name: mend.name };
  }
}

/** Puts one thing of a meeting right, and writes nothing else. What became of a lost response is read back. */
export async function mendMeeting(
  queryClient: QueryClient,
  id: string,
  mend: Mend,
  watch: Watch,
): Promise<Certain<Meeting>> {
  const find: Find<Meeting> = async (signal) => {
    const stored = await readStored(id, signal);
    try {
      return mendChange(stored, mend) === undefined ? { found: stored.meeting } : 'absent';
    } catch {
      // Neither as it was nor as it should be: nothing tells whose change that is.
      return 'untold';
    }
  };
  const save = () => updateMeeting(id, (stored) => mendChange(stored, mend));
  const result = await certain(() => outcomeOf(save()), find, watch);
  if (result.kind === 'done') await showSavedEverywhere(queryClient, result.value);
  return result;
}
