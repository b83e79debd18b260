/** What a meeting's status means to a reader. */
export type StatusMeaning =
  /** Prepared; nothing was recorded yet, or recording continues elsewhere. */
  | 'draft'
  /** It changes automatically: uploading, processing. */
  | 'working'
  /** The assistant is done. */
  | 'final'
  | 'failed'
  /** A status that this application does not know. */
  | 'unknown';

/**
 * The API enumerates no statuses: `draft`, `finished` and `Meeting processed` are documented, the others are
 * what its steps are called. An unknown one is shown as it is written.
 */
const meanings: readonly (readonly [StatusMeaning, RegExp])[] = [
  ['draft', /^(draft|planned|scheduled|new|created)$/],
  ['failed', /fail|error|abort|cancel/],
  ['final', /^(meeting )?(finished|processed|completed?|done|ready)$/],
  [
    'working',
    /^(recording|paused|uploading|uploaded|queued|pending|processing|transcri\w*|summari\w*|analy[sz]\w*)\b/,
  ],
];

/** What a status means; undefined and unheard-of statuses are `unknown`. */
export function meaningOfStatus(status: string | undefined): StatusMeaning {
  const written = status?.trim().toLowerCase() ?? '';
  return meanings.find(([, pattern]) => pattern.test(written))?.[0] ?? 'unknown';
}

const withoutWholeAudio = /^(recording|paused|uploading|pending)\b|upload|abort|cancel/;
const withWholeAudio = /^uploaded\b/;

/**
 * Whether a meeting with this status has received its whole recording. Drafts, statuses of capturing and
 * uploading, and unknown ones count as not yet.
 */
export function hasWholeRecording(status: string | undefined): boolean {
  const written = status?.trim().toLowerCase() ?? '';
  if (!['working', 'final', 'failed'].includes(meaningOfStatus(status))) return false;
  return withWholeAudio.test(written) || !withoutWholeAudio.test(written);
}

/** Statuses that a filter always offers, as they are written on the wire. */
export const knownStatuses = [
  'draft',
  'uploading',
  'processing',
  'finished',
  'Meeting processed',
  'failed',
] as const;
