/** What happens to a recording once all of it has come. */
import type { Services } from './services.ts';
import { detailsOf, type Recording } from './store/recordings.ts';
import { lengthOf, madeUp, transcriptOf } from './store/transcript.ts';
import { folderBy, userBy } from './workspace.ts';

/** Titles of recordings that cannot be worked on, so that a failure can be seen. */
const failing = /^fail\./i;
const usuallyMs = 4000;
/** A second of the usual sound of meetings. */
const bytesPerSecond = 4000;

const isPrivate = ({ folder }: Recording) => folderBy(folder)?.isPrivate === true;

const hasAll = (recording: Recording): boolean =>
  recording.sha256 !== null && (!detailsOf(recording).wantsTranscript || recording.transcript !== null);

/** Continues with a recording when its payload, and its transcript where one was announced, have come. */
export function received({ recordings, later, hooks, settings }: Services, id: string): void {
  const recording = recordings.find(id);
  if (recording?.state !== 'Empty' || !hasAll(recording)) return;
  recordings.setState(id, 'Uploaded');
  later.add(Date.now() + (settings.processedAfterMs ?? usuallyMs), 'processed', id);
  const uploaded = recordings.find(id);
  if (uploaded && !isPrivate(uploaded)) hooks.emit('recording_added', uploaded);
}

function durationOf(recording: Recording): number {
  const { meeting } = detailsOf(recording);
  const [start, end] = [meeting?.startedAt, meeting?.endedAt].map((time) => Date.parse(time ?? ''));
  const planned = Math.round(((end ?? 0) - (start ?? 0)) / 1000);
  if (planned > 0) return planned;
  const spoken = transcriptOf(recording.transcript);
  return spoken ? lengthOf(spoken) : Math.max(1, Math.round((recording.bytes ?? 0) / bytesPerSecond));
}

/** It is ready, or has failed. */
export function processed({ recordings, hooks }: Services, id: string): void {
  const recording = recordings.find(id);
  if (recording?.state !== 'Uploaded') return;
  if (failing.test(recording.title)) recordings.setState(id, 'Failed');
  else {
    const transcript = recording.transcript ?? JSON.stringify(madeUp(userBy(recording.author)?.name ?? ''));
    recordings.setReady(id, { duration: durationOf(recording), transcript });
  }
  const done = recordings.find(id);
  if (done && !isPrivate(done)) hooks.emit('recording_updated', done);
}
