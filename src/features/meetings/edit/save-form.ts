import type { QueryClient } from '@tanstack/react-query';
import { dashboardKey } from '#contract/claritalk/dashboard-metadata.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { readStored, updateMeeting } from '#src/api/claritalk/meetings/save-meeting.ts';
import { showSavedEverywhere } from '#src/api/claritalk/meetings/stored-meeting.ts';
import { type Certain, certain, type Finding, type Watch } from '#src/api/client/certain.ts';
import { outcomeOf } from '#src/api/client/write.ts';
import { fields } from '#src/lib/reader.ts';
import { changeOf, clashes, type FormField, formOf, type MeetingForm, standingOf } from './meeting-form.ts';

/** Someone else changed the same fields. */
export class Clash extends Error {
  readonly fields: readonly FormField[];
  readonly stored: MeetingForm;
  constructor(fields: readonly FormField[], stored: MeetingForm) {
    super('the same fields were changed in the meantime');
    this.fields = fields;
    this.stored = stored;
  }
}

/**
 * The form of a meeting that was created from an earlier state of the same form. What the dashboard put into it stays.
 */
export async function formOfMade(id: string): Promise<MeetingForm> {
  const { meeting, metadata } = await readStored(id);
  const { [dashboardKey]: _ours, ...given } = fields(metadata);
  return formOf(meeting, given);
}

/**
 * Saves what was changed in a form since it began, and nothing else. Saving the same again changes nothing, so only the
 * message depends on what became of a lost response.
 *
 * @throws Clash
 */
export async function saveForm(
  queryClient: QueryClient,
  id: string,
  began: MeetingForm,
  form: MeetingForm,
  watch: Watch,
): Promise<Certain<Meeting>> {
  const find = async (signal: AbortSignal | undefined): Promise<Finding<Meeting>> => {
    const { meeting, metadata } = await readStored(id, signal);
    const standing = standingOf(began, form, formOf(meeting, metadata), metadata);
    if (standing === 'saved') return { found: meeting };
    return standing === 'not saved' ? 'absent' : 'untold';
  };
  const save = () =>
    updateMeeting(id, ({ meeting, metadata }) => {
      const now = formOf(meeting, metadata);
      const clashing = clashes(began, form, now);
      if (clashing.length > 0) throw new Clash(clashing, now);
      const change = changeOf(began, form, metadata);
      return Object.keys(change).length > 0 ? change : undefined;
    });
  const result = await certain(() => outcomeOf(save()), find, watch);
  if (result.kind === 'done') await showSavedEverywhere(queryClient, result.value);
  return result;
}
