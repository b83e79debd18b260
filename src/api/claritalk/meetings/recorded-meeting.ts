import { dashboardKey } from '#contract/claritalk/dashboard-metadata.ts';
import type { saveMeeting } from '#contract/claritalk/meetings.ts';
import type { ConsentRound } from '#contract/gateway/consents/consents.ts';
import type { BodyOf } from '#contract/operation.ts';
import { fields } from '#src/lib/reader.ts';

/** Someone confirmed that everyone who is recorded knows about it. Instants are ISO 8601. */
interface Consent {
  /** Those present were also asked on their telephones. */
  readonly asked?: boolean;
  readonly userUuid: string;
  readonly userName: string;
  readonly confirmedAt: string;
  readonly locale: string;
  readonly statementVersion: string;
}

/** What was known about the meeting in advance. */
interface Agenda {
  readonly topics?: readonly string[];
  readonly themeIds?: readonly number[];
  readonly dossierId?: string;
  readonly teamIds?: readonly string[];
  readonly expectedMinutes?: number;
  readonly attendees?: readonly string[];
  readonly relations?: readonly { readonly id: number | string; readonly name: string }[];
}

/** Something noted while recording, or that lasted. */
interface Mark {
  readonly kind: string;
  readonly recordedMs: number;
  readonly at: string;
  readonly until: string | null;
  readonly text: string;
}

/** What is known about a meeting when its recording is complete. */
export interface RecordedMeeting {
  readonly recordingId: string;
  readonly userUuid: string;
  readonly name: string;
  readonly typeId: number | null;
  readonly locale: string;
  readonly startedAt: string;
  readonly stoppedAt: string;
  readonly consent?: Consent | undefined;
  readonly agenda?: Agenda | undefined;
  readonly marks?: readonly Mark[] | undefined;
  /** What was asked and answered there. */
  readonly round?: ConsentRound | undefined;
}

/** The body that makes a meeting for a recording. */
export function recordedMeetingBody(input: RecordedMeeting): BodyOf<typeof saveMeeting> {
  const { topics, themeIds, dossierId, teamIds, expectedMinutes } = input.agenda ?? {};
  const attendees = attendeesOf(input.agenda);
  return {
    name: input.name,
    user_id: input.userUuid,
    type_id: input.typeId,
    locale: input.locale,
    ...(topics?.length ? { discussion_topics: topics.map((topic) => ({ topic })) } : {}),
    ...(attendees.length > 0 ? { attendees } : {}),
    ...(themeIds?.length ? { theme_ids: [...themeIds] } : {}),
    ...(dossierId === undefined ? {} : { dossier_id: dossierId }),
    ...(teamIds?.length ? { team_ids: [...teamIds] } : {}),
    ...(expectedMinutes === undefined ? {} : { duration_in_seconds: expectedMinutes * 60 }),
    metadata: { [dashboardKey]: recordingMetadata(input) },
  };
}

const attendeesOf = ({ attendees = [], relations = [] }: Agenda = {}) => [
  ...attendees.map((name) => ({ name, integration_id: null })),
  ...relations.map(({ id, name }) => ({ name, integration_id: id })),
];

/** What the dashboard keeps about a recording in its meeting: the times, the consent, and everything written down. */
function recordingMetadata(input: RecordedMeeting): Record<string, unknown> {
  const { consent, marks = [] } = input;
  return {
    version: 1,
    recording_id: input.recordingId,
    started_at: input.startedAt,
    stopped_at: input.stoppedAt,
    ...(consent && {
      consent: {
        user_id: consent.userUuid,
        user_name: consent.userName,
        confirmed_at: consent.confirmedAt,
        locale: consent.locale,
        statement_version: consent.statementVersion,
      },
    }),
    ...(input.round && { consents: consentsOf(input.round) }),
    ...(marks.length > 0 && {
      marks: marks.map(({ kind, recordedMs, at, until, text }) => ({
        kind,
        /** Seconds into the recording, to the millisecond. */
        seconds: recordedMs / 1000,
        at,
        ...(until === null ? {} : { until }),
        ...(text === '' ? {} : { text }),
      })),
    }),
  };
}

/** Answers as a meeting keeps them: the texts once, and who agreed to which. */
export const consentsOf = ({ texts, answers }: ConsentRound) => ({
  texts,
  answers: answers.map(({ withdrawnAt, ...answer }) => ({
    ...answer,
    ...(withdrawnAt === null ? {} : { withdrawn_at: withdrawnAt }),
  })),
});

/** Stored metadata with what the dashboard keeps about a recording; everything else in it stays as it is. */
export function withRecording(metadata: unknown, input: RecordedMeeting): Record<string, unknown> {
  const stored = fields(metadata);
  return { ...stored, [dashboardKey]: { ...fields(stored[dashboardKey]), ...recordingMetadata(input) } };
}
