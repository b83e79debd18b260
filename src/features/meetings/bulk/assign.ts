import type { QueryClient } from '@tanstack/react-query';
import { showSaved } from '#src/api/claritalk/meetings/meeting-cache.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { readStored, updateMeeting } from '#src/api/claritalk/meetings/save-meeting.ts';
import { type Certain, certain, type Finding, type Watch } from '#src/api/client/certain.ts';
import { outcomeOf } from '#src/api/client/write.ts';
import { type Assignment, assignmentChange } from './assignment.ts';

/**
 * Puts a meeting into a dossier and teams. Nothing is written if it is already there, whoever did that; the outcome of
 * a lost response is checked there.
 */
export async function assign(
  queryClient: QueryClient,
  id: string,
  assignment: Assignment,
  watch: Watch,
): Promise<Certain<Meeting>> {
  const find = async (signal: AbortSignal | undefined): Promise<Finding<Meeting>> => {
    const { meeting } = await readStored(id, signal);
    return assignmentChange(meeting, assignment) === undefined ? { found: meeting } : 'absent';
  };
  const save = () => updateMeeting(id, ({ meeting }) => assignmentChange(meeting, assignment), watch.signal);
  const result = await certain(() => outcomeOf(save()), find, watch);
  if (result.kind === 'done') await showSaved(queryClient, result.value);
  return result;
}
