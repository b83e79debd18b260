/** The properties of a kind of warning. */
interface WarningRow {
  /**
   * - `fault`: sound is being lost, or may be, until someone does something;
   * - `warning`: it may become so, or less is noticed;
   * - `question`: nothing is wrong, and the person may answer;
   * - `news`: it happened and is over.
   */
  readonly severity: 'fault' | 'warning' | 'question' | 'news';
  /**
   * - `watchdog`: judged from the sound, for as long as it is so;
   * - `device`: a state of a microphone or the disk;
   * - `room`: of this device's storage, whether something is recorded or not;
   * - `event`: shown until it has been seen, or the next one comes.
   */
  readonly from: 'watchdog' | 'device' | 'room' | 'event';
  /** Nothing is being recorded, whatever was stored earlier. */
  readonly standstill?: true;
  /** It has a title besides its text. */
  readonly titled?: true;
}

/** Everything the recorder warns about, one row each; the texts are in `recorder.warnings`. */
const rows = {
  // The microphone gives exact zeros, as muted ones do; next to nothing, as wrong ones do.
  silent: { severity: 'fault', from: 'watchdog', titled: true },
  faint: { severity: 'fault', from: 'watchdog', titled: true },
  // The browser's audio stands still.
  'audio-stopped': { severity: 'fault', from: 'watchdog', titled: true, standstill: true },
  // There is sound but the encoder delivers nothing.
  'encoder-stuck': { severity: 'fault', from: 'watchdog', titled: true, standstill: true },
  // Hours have passed; the meeting was expected to be over by now.
  long: { severity: 'question', from: 'watchdog', titled: true },
  overrun: { severity: 'question', from: 'watchdog', titled: true },

  // By a switch or the system; unplugged or taken.
  'microphone-muted': { severity: 'warning', from: 'device' },
  'microphone-lost': { severity: 'fault', from: 'device' },
  // Writing fails and is retried: what is in memory must get out.
  'storage-full': { severity: 'fault', from: 'device', titled: true },
  // Recorded straight from the microphone: fewer problems are noticed.
  direct: { severity: 'warning', from: 'device', titled: true },

  // A long meeting may not fit.
  'storage-low': { severity: 'warning', from: 'room', titled: true },

  // The microphone was missing and is back, or was replaced by another one.
  'microphone-back': { severity: 'news', from: 'event' },
  'microphone-changed': { severity: 'news', from: 'event' },
  // Sharing the computer's sound was ended outside of this page; what was chosen came without sound.
  'share-ended': { severity: 'news', from: 'event' },
  'share-silent': { severity: 'news', from: 'event' },
  'share-failed': { severity: 'news', from: 'event' },
  // For some seconds nothing could be recorded.
  interrupted: { severity: 'news', from: 'event' },
} as const satisfies Record<string, WarningRow>;

type Rows = typeof rows;
export type WarningKind = keyof Rows;

/** Kinds whose row has a certain value. */
type KindsWith<Field extends string, Value> = {
  [K in WarningKind]: Rows[K] extends { readonly [F in Field]: Value } ? K : never;
}[WarningKind];

/** Values in the texts of a warning. */
interface WarningValues {
  readonly 'microphone-muted': { readonly microphone: string };
  readonly 'microphone-lost': { readonly direct: boolean };
  /** `stopping`: the recording has ended and only waits for the disk. */
  readonly 'storage-full': { readonly recordingId: string; readonly stopping: boolean };
  /** Milliseconds of recording that this device has space for; whether recordings wait for their upload. */
  readonly 'storage-low': { readonly roomMs: number; readonly waiting: boolean };
  readonly 'microphone-back': { readonly microphone: string };
  readonly 'microphone-changed': { readonly from: string; readonly microphone: string };
  readonly interrupted: { readonly seconds: number };
}

type WarningOf<K extends WarningKind> = {
  [Kind in K]: { readonly kind: Kind } & (Kind extends keyof WarningValues ? WarningValues[Kind] : unknown);
}[K];

/** Something that the person who records should know. */
export type RecorderWarning = WarningOf<WarningKind>;

/** What the watchdog finds. */
export type WatchdogKind = KindsWith<'from', 'watchdog'>;
export type WatchdogWarning = WarningOf<WatchdogKind>;
/** What has happened and is over. */
export type EventWarning = WarningOf<KindsWith<'from', 'event'>>;
/** What the watchdog asks: it rests when the person has answered. */
export type QuestionKind = KindsWith<'severity', 'question'>;
export type TitledKind = KindsWith<'titled', true>;

const rowOf = (kind: WarningKind): WarningRow => rows[kind];

export const severityOf = (kind: WarningKind): WarningRow['severity'] => rowOf(kind).severity;
export const isFrom = (from: WarningRow['from'], { kind }: Pick<RecorderWarning, 'kind'>): boolean =>
  rowOf(kind).from === from;
export const isEvent = (warning: RecorderWarning): warning is EventWarning => isFrom('event', warning);
export const isQuestion = (kind: WarningKind): kind is QuestionKind => severityOf(kind) === 'question';
export const isTitled = (kind: WarningKind): kind is TitledKind => rowOf(kind).titled === true;
/** Whether nothing is being recorded while this lasts. */
export const isStandstill = (kind: WarningKind): boolean => rowOf(kind).standstill === true;

export const warningKinds: readonly WarningKind[] = Object.keys(rows).filter((kind) => isKind(kind));

function isKind(kind: string): kind is WarningKind {
  return Object.hasOwn(rows, kind);
}
