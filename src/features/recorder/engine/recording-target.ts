import { serverDate } from '#src/lib/clock.ts';
import { RecorderFailure } from '../capture/capture-problem.ts';
import type { Mark } from '../model/journal.ts';
import type { RecordingSetup, StoredRecording } from '../model/recording.ts';
import { RecordingFile } from '../spool/recording-file.ts';
import type { Spool } from '../spool/spool.ts';

/** Where a session records: a new recording in the spool, or one that an earlier session left behind. */
export interface RecordingTarget {
  readonly id: string;
  readonly name: string;
  readonly startedAt: string;
  /** Microphone; undefined means the system's default. */
  readonly deviceId: string | undefined;
  /** The only MIME type that fits; undefined when any does. */
  readonly format: string | undefined;
  readonly expectedMinutes: number | undefined;
  /** Those present were asked on their telephones. */
  readonly asked: boolean;
  /** What is there already. */
  readonly sliceCount: number;
  readonly marks: readonly Mark[];
  /** When an earlier session ended, in milliseconds since 1970. */
  readonly leftAt: number | undefined;
  /** Prepares the target; to be called while its locks are held. @throws RecorderFailure, JoinError, SpoolError */
  prepare(mimeType: string, events: Parameters<typeof RecordingFile.begin>[1]): Promise<RecordingFile>;
  /** Recording did not begin after all: leaves everything as it was. */
  undo(): Promise<void>;
}

export function newTarget(spool: Spool, { deviceId, ...about }: RecordingSetup): RecordingTarget {
  const { id = crypto.randomUUID() } = about;
  const startedAt = serverDate().toISOString();
  return {
    id,
    name: about.name,
    startedAt,
    deviceId,
    format: undefined,
    expectedMinutes: about.agenda?.expectedMinutes,
    asked: about.consent?.asked === true,
    sliceCount: 0,
    marks: [],
    leftAt: undefined,
    async prepare(mimeType, events) {
      await spool.create({ ...about, id, mimeType, startedAt });
      return RecordingFile.begin(mimeType, events);
    },
    undo: () => spool.remove(id),
  };
}

/** The target for a recording whose tab died. */
export function resumeTarget(spool: Spool, stored: StoredRecording): RecordingTarget {
  const { id, name, startedAt, mimeType, sliceCount, marks = [], lastSliceAt } = stored;
  return {
    id,
    name,
    startedAt,
    deviceId: undefined,
    format: mimeType,
    expectedMinutes: stored.agenda?.expectedMinutes,
    asked: stored.consent?.asked === true,
    sliceCount,
    marks,
    leftAt: Date.parse(lastSliceAt),
    async prepare(_mimeType, events) {
      const now = await spool.get(id);
      // Another tab may have continued or finished it since it was read.
      if (now?.status !== 'open' || now.sliceCount !== sliceCount) {
        throw new RecorderFailure('recording-elsewhere');
      }
      return RecordingFile.continue(spool, now, events);
    },
    undo: async () => undefined,
  };
}
