/**
 * The parts of a meeting that leave the application, in the order of a document: exports are put together from
 * these (export/minutes-document.ts has a writer for each, and for no other), and these are printed.
 */
export const leavingParts = ['attendees', 'summary', 'questions', 'todos', 'topics'] as const;
export type LeavingPart = (typeof leavingParts)[number];

/** What stays within the application: in no export, and on no paper (`[data-stays]` in global.css). */
export const stayingParts = [
  'chat',
  'comment',
  'conflicts',
  'consent',
  'conversation',
  'details',
  'evidence',
  'glance',
  'my-notes',
  'notes',
  'preflight',
  'publications',
  'review-state',
  'sent',
  'status',
] as const;
export type StayingPart = (typeof stayingParts)[number];

/** Attribute of an element that holds a part; what is being written is never printed anyway. */
export const partAttribute = (part: string) =>
  stayingParts.some((stays) => stays === part) ? { 'data-stays': part } : {};
