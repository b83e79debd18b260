/** Webhook deliveries: what Claritalk posts to the registered URL. */
import * as v from 'valibot';
import { discussionTopic, meetingQuestion, summary, todo } from './shapes.ts';

export const webhookEvents = ['meeting.status.changed', 'meeting.processed', 'users.created'] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

const maybe = <const S extends v.GenericSchema>(schema: S) => v.optional(v.nullable(schema));

/** Envelope of every delivery; `event` may be one that is not documented yet. */
export const webhookDelivery = v.looseObject({
  event: v.string(),
  /** ISO 8601 instant. */
  timestamp: v.string(),
  data: v.record(v.string(), v.unknown()),
  meta: v.optional(v.looseObject({ source: v.optional(v.string()), version: v.optional(v.string()) })),
});

/** A theme with its answered questions, in `meeting.processed`. Our reading of `"themes": [...]`. */
export const processedTheme = v.looseObject({
  id: maybe(v.union([v.string(), v.number()])),
  name: maybe(v.string()),
  questions: maybe(v.array(meetingQuestion)),
});

/** `data` of `meeting.processed`. */
export const processedMeeting = v.looseObject({
  userId: v.string(),
  meetingId: v.string(),
  title: maybe(v.string()),
  status: maybe(v.string()),
  summaryQualityFlag: maybe(v.boolean()),
  createdAt: maybe(v.string()),
  updatedAt: maybe(v.string()),
  locale: maybe(v.string()),
  themes: maybe(v.array(processedTheme)),
  summary: maybe(summary),
  todos: maybe(v.array(todo)),
  metadata: maybe(v.record(v.string(), v.unknown())),
  discussionTopics: maybe(v.array(discussionTopic)),
  /** `content` is the PDF report in base64. */
  files: maybe(v.looseObject({ filename: maybe(v.string()), content: maybe(v.string()) })),
});
