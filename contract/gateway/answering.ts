import * as v from 'valibot';

/** What someone does before a conversation: they read, have begun an answer, or write at this moment. */
export const answeringStates = ['reading', 'draft', 'writing'] as const;
export type AnsweringState = (typeof answeringStates)[number];

/** A page before a conversation, and who is before it. */
export const answeringPage = {
  page: v.string(),
  /** UUID of the person. */
  person: v.string(),
  name: v.string(),
  state: v.picklist(answeringStates),
};
