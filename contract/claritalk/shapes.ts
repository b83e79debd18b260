/**
 * Shapes on Claritalk's wire. Where the API documentation gives an example, the shape follows it; where it
 * says only "array of objects" the shape is the one the sandbox answers with, marked "our reading". Response
 * shapes are loose: servers may leave out or add anything, and `src/api/` normalises what arrives.
 */
import * as v from 'valibot';
import { isEmail } from '../email.ts';

/** A UUID in any of its documented spellings; lower or upper case. */
export const uuid = v.pipe(v.string(), v.uuid());

/** A positive integer in a path or query, as text. */
export const integerText = v.pipe(v.string(), v.regex(/^\d{1,15}$/));

/** A natural number in a query, as text or number (clients pass numbers, the wire carries text). */
export const naturalQuery = v.union([integerText, v.pipe(v.number(), v.safeInteger(), v.minValue(0))]);

/** `YYYY-MM-DD`, `YYYY-MM-DD HH:MM:SS` or an ISO 8601 instant. Without a zone it means UTC. */
export const dateText = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?$/),
  v.check((text) => !Number.isNaN(Date.parse(text.replace(' ', 'T'))), 'not a date'),
);

const text = (maximum: number) => v.pipe(v.string(), v.maxLength(maximum));
/** Text with at least one visible character. */
export const requiredText = (maximum: number) => v.pipe(v.string(), v.regex(/\S/), v.maxLength(maximum));
export const optionalText = (maximum: number) => v.optional(v.nullable(text(maximum)));

/** An e-mail address as `email.ts` has it. */
export const email = v.pipe(v.string(), v.check(isEmail, 'not an e-mail address'));

/** An https or http URL. */
export const webUrl = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//i), v.maxLength(2048));

/** IETF language tag as Claritalk uses it: `en`, `nl-BE`. */
export const locale = v.pipe(v.string(), v.regex(/^[a-z]{2,3}([_-][A-Za-z]{2,4})?$/));

const id = v.union([v.string(), v.number()]);
const maybe = <const S extends v.GenericSchema>(schema: S) => v.optional(v.nullable(schema));

/** Answer to a call that returns no data ("Empty JSON response"). */
export const empty = v.unknown();
export const messageBody = v.looseObject({ message: v.string() });

export const user = v.looseObject({
  id: uuid,
  name: v.string(),
  email: v.string(),
  locale: maybe(v.string()),
  createdAt: maybe(v.string()),
  updatedAt: maybe(v.string()),
});

/** `GET /user/me`: here `id` is a number and `uuid` is the identity used elsewhere. */
export const currentUser = v.looseObject({
  user: v.looseObject({
    id: v.number(),
    uuid,
    name: v.string(),
    email: v.string(),
    locale: maybe(v.string()),
    role: maybe(v.string()),
    scopes: maybe(v.array(v.string())),
  }),
});

/** One node of the organisation tree; `children` are nodes again. */
export const organisation = v.looseObject({
  id: v.number(),
  uuid,
  name: v.string(),
  domain: maybe(v.string()),
  children: maybe(v.array(v.unknown())),
});

export const meetingType = v.looseObject({
  id: v.number(),
  name: v.string(),
  is_default: maybe(v.boolean()),
});

/** Our reading. */
export const theme = v.looseObject({ id: v.number(), name: v.string(), type_id: maybe(v.number()) });

export const outputType = v.picklist(['single_line', 'multi_line']);

/** Our reading. */
export const question = v.looseObject({
  id: v.number(),
  theme_id: maybe(v.number()),
  question: v.string(),
  output_type: maybe(v.string()),
});

export const meetingListItem = v.looseObject({
  id: uuid,
  userId: maybe(id),
  userUuid: maybe(v.string()),
  name: maybe(v.string()),
  status: maybe(v.string()),
  summary_quality_flag: maybe(v.boolean()),
  locale: maybe(v.string()),
  createdAt: maybe(v.string()),
  updatedAt: maybe(v.string()),
});

/** A question as copied into a meeting, with the assistant's answer. Our reading. */
export const meetingQuestion = v.looseObject({
  id: maybe(id),
  theme_id: maybe(v.number()),
  /** Name of the theme at the time of copying. */
  theme: maybe(v.string()),
  question: maybe(v.string()),
  output_type: maybe(v.string()),
  answer: maybe(v.string()),
});

/** Our reading, except `topic` and `description`, which `saveMeeting` accepts. */
export const discussionTopic = v.looseObject({
  id: maybe(id),
  topic: maybe(v.string()),
  description: maybe(v.string()),
  /** Whether the assistant heard it discussed, and what was said. */
  discussed: maybe(v.boolean()),
  summary: maybe(v.string()),
});

export const attendee = v.looseObject({
  name: maybe(v.string()),
  email: maybe(v.string()),
  integration_id: maybe(id),
});

/** Our reading. */
export const todo = v.looseObject({
  id: maybe(id),
  description: maybe(v.string()),
  assignee: maybe(v.string()),
  due_date: maybe(v.string()),
  done: maybe(v.boolean()),
});

export const summarySection = v.looseObject({ type: maybe(v.string()), content: maybe(v.string()) });

/** A string in `getMeeting`, sections by name in the webhook; sometimes absent. */
export const summary = v.union([v.string(), v.record(v.string(), summarySection)]);

export const meeting = v.looseObject({
  id: uuid,
  /** Only with `X-CLARITALK-CONNECT: 1`, and only from `saveMeeting`. */
  numeric_id: maybe(v.number()),
  userId: maybe(id),
  name: maybe(v.string()),
  status: maybe(v.string()),
  locale: maybe(v.string()),
  summary: maybe(summary),
  summary_quality_flag: maybe(v.boolean()),
  questions: maybe(v.array(meetingQuestion)),
  discussionTopics: maybe(v.array(discussionTopic)),
  attendees: maybe(v.array(attendee)),
  todos: maybe(v.array(todo)),
  type_id: maybe(v.number()),
  dossier_id: maybe(id),
  team_ids: maybe(v.array(v.string())),
  createdAt: maybe(v.string()),
  updatedAt: maybe(v.string()),
  metadata: maybe(v.record(v.string(), v.unknown())),
  recording_type: maybe(v.string()),
});

/** Our reading. */
export const dossier = v.looseObject({
  id: v.string(),
  name: v.string(),
  reference: maybe(v.string()),
  createdAt: maybe(v.string()),
  updatedAt: maybe(v.string()),
});

/** Our reading. */
export const team = v.looseObject({
  id: v.string(),
  name: v.string(),
  members: maybe(v.array(v.looseObject({ id: v.string(), name: maybe(v.string()) }))),
});

/** Our reading. */
export const integration = v.looseObject({
  id: v.number(),
  name: v.string(),
  type: maybe(v.string()),
  connected: maybe(v.boolean()),
  /** When its data was last imported. */
  synced_at: maybe(v.string()),
});

/** Our reading; the documentation says that `term` filters title, description, VAT number and type. */
export const integrationRecord = v.looseObject({
  id: maybe(id),
  title: maybe(v.string()),
  description: maybe(v.string()),
  vat_number: maybe(v.string()),
  type: maybe(v.string()),
});

export const integrationRelation = v.looseObject({ id, label: maybe(v.string()) });

const metadata = v.record(v.string(), v.unknown());

/** Body of `saveMeeting`. With `id` it updates, and a field that is left out stays as it is. */
export const meetingBody = v.strictObject({
  name: requiredText(255),
  user_id: uuid,
  id: v.optional(uuid),
  type_id: v.optional(v.nullable(v.pipe(v.number(), v.safeInteger()))),
  /** An empty array means all themes of the type. */
  theme_ids: v.optional(v.array(v.pipe(v.number(), v.safeInteger()))),
  attendees: v.optional(
    v.array(
      v.strictObject({
        name: requiredText(255),
        email: optionalText(255),
        integration_id: v.optional(v.nullable(v.union([v.string(), v.number()]))),
      }),
    ),
  ),
  metadata: v.optional(metadata),
  status: v.optional(requiredText(64)),
  recording_type: optionalText(64),
  dossier_id: v.optional(v.nullable(v.string())),
  team_ids: v.optional(v.array(v.string())),
  discussion_topics: v.optional(
    v.array(v.strictObject({ topic: requiredText(500), description: optionalText(5000) })),
  ),
  locale: v.optional(v.nullable(locale)),
  duration_in_seconds: v.optional(v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(0)))),
  stop_time: v.optional(v.nullable(dateText)),
  allow_audio_recording: v.optional(v.boolean()),
});

/** Largest `audio_chunk` that Claritalk accepts: "max 5MB", read as 5 MiB. */
export const maxChunkBytes = 5 * 1024 * 1024;

const naturalField = v.pipe(v.string(), v.regex(/^\d{1,9}$/));

/** Text fields of `uploadAudioChunk`; the file itself is the part `audio_chunk`. */
export const chunkFields = v.strictObject({
  chunk_number: v.pipe(naturalField, v.regex(/^0*[1-9]\d*$/)),
  total_chunks: v.pipe(naturalField, v.regex(/^0*[1-9]\d*$/)),
  /** SHA-256 of the part in hexadecimal. */
  checksum: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-fA-F]{64}$/))),
  duration_in_seconds: v.optional(naturalField),
  stop_time: v.optional(dateText),
});

/** The actions of Claritalk Connect with their documented data. */
export const connectCommand = v.variant('action', [
  v.strictObject({
    action: v.literal('setMicrophone'),
    data: v.strictObject({ user_id: uuid, microphone: requiredText(255) }),
  }),
  v.strictObject({
    action: v.literal('setSpeaker'),
    // The documentation shows `microphone` for both actions; a speaker may be named by either key.
    data: v.strictObject({
      user_id: uuid,
      microphone: v.optional(requiredText(255)),
      speaker: v.optional(requiredText(255)),
    }),
  }),
  v.strictObject({
    action: v.picklist(['getSoundSettings', 'getSoundSettings_v2']),
    data: v.strictObject({ user_id: uuid }),
  }),
  v.strictObject({
    action: v.picklist(['startRecording', 'stopRecording']),
    data: v.strictObject({ user_id: uuid, meeting_id: uuid, online_meeting: v.optional(v.boolean()) }),
  }),
]);

/** A call as 3CX reports it. */
export const threeCxCall = v.strictObject({
  StartTime: dateText,
  EndTime: dateText,
  FromCallerNumber: requiredText(64),
  ToCallerNumber: requiredText(64),
  Email: email,
  RecordingUrl: v.pipe(webUrl, v.regex(/^https:\/\//i)),
});
