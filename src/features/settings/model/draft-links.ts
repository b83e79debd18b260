import { paths } from '#src/paths.ts';

/** What someone was writing when it was kept. */
export interface KeptDraft {
  readonly name: string;
  readonly kind: 'review' | 'edit' | 'new' | 'other';
  /** Where it is continued; undefined for what this version does not know. */
  readonly to: string | undefined;
  readonly meetingId: string | undefined;
}

/** Returns what a draft is, from its name; see src/lib/storage/drafts.ts. */
export function keptDraft(name: string): KeptDraft {
  const dot = name.indexOf('.');
  const [kind, id] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
  if (kind === 'new') return { name, kind, to: paths.newMeeting(id || undefined), meetingId: undefined };
  if (kind === 'review' && id !== '') return { name, kind, to: paths.meeting(id), meetingId: id };
  if (kind === 'edit' && id !== '') return { name, kind, to: paths.editMeeting(id), meetingId: id };
  return { name, kind: 'other', to: undefined, meetingId: undefined };
}
