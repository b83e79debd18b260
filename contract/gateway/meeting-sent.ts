/** What went to clients out of a meeting, and what came back. */
import * as v from 'valibot';
import { operation } from '../operation.ts';
import { adminRoot } from './admin.ts';
import { deliveryStates } from './conversations.ts';
import { ledgerStates } from './ledger-entry.ts';
import { sharedFile } from './shared-files.ts';

/** How something went out of a meeting. */
export const sentWays = ['messenger', 'email', 'text'] as const;

export const sentToClient = v.object({
  /** Of its entry in the ledger. */
  id: v.number(),
  /** Idempotency key of its request. */
  key: v.string(),
  /** How far the request got. */
  state: v.picklist(ledgerStates),
  person: v.object({ uuid: v.string(), name: v.string() }),
  /** ISO 8601, as all times here. */
  at: v.string(),
  way: v.picklist(sentWays),
  /** Id of the client at Chat2Desk, UUID of the individual at Courier. */
  client: v.object({ id: v.union([v.number(), v.string()]), name: v.string() }),
  /** The conversation, where that is known. */
  dialog: v.nullable(v.number()),
  /** What became of the message; null as long as nobody has said anything about it. */
  delivery: v.nullable(v.object({ state: v.picklist(deliveryStates), reason: v.nullable(v.string()) })),
  /** When the client wrote for the first time afterwards; of e-mails and text messages nobody reports that. */
  answeredAt: v.nullable(v.string()),
  /** To-dos that it reminds of. */
  todos: v.number(),
  /** The PDF that its link leads to. */
  shared: v.nullable(sharedFile),
});
export type SentToClientView = v.InferOutput<typeof sentToClient>;

/** How reading about a meeting fails. */
export const meetingErrors = [
  { status: 401, when: 'not signed in, or the token is not the session’s own' },
  { status: 403, when: 'the meeting is not visible to the caller' },
  { status: 424, when: 'there is no connection, or the system does not accept the key' },
  { status: 429, when: 'too many requests' },
  { status: 502, when: 'the system failed or cannot be reached' },
] as const;

/** Messages to clients about a meeting, of those clients whom the caller may see; the newest first. */
export const listMeetingSent = operation({
  name: 'listMeetingSent',
  method: 'GET',
  root: adminRoot,
  path: '/conversations/:system/meetings/:meeting/sent',
  params: v.strictObject({
    system: v.picklist(['chat2desk', 'courier']),
    meeting: v.pipe(v.string(), v.uuid()),
  }),
  response: v.object({
    sent: v.array(sentToClient),
    /** Whether links to PDFs can work here. */
    sharing: v.boolean(),
    /** The caller’s own operator; null for someone who is not one. */
    operator: v.nullable(v.number()),
  }),
  errors: meetingErrors,
});
