import { rmSync } from 'node:fs';
import { deleteRecording, getRecording, getRecordingTranscript } from '#contract/claap/recordings.ts';
import { notFound } from '../errors.ts';
import { handle, type Services } from '../services.ts';
import type { Recording } from '../store/recordings.ts';
import { transcriptOf } from '../store/transcript.ts';
import { detailedView } from '../view.ts';
import { payloadFile } from './keep-payload.ts';

function found({ recordings }: Services, id: string): Recording {
  const recording = recordings.find(id);
  if (!recording) throw notFound('Recording');
  return recording;
}

export const recordingHandlers = [
  handle(getRecording, ({ services, params, address }) => ({
    result: { recording: detailedView(found(services, params.recordingId), address) },
  })),
  handle(getRecordingTranscript, ({ services, params, query }) => {
    const { state, transcript: text } = found(services, params.recordingId);
    const transcript = state === 'Ready' ? transcriptOf(text) : undefined;
    const isOther = query.lang !== undefined && query.lang !== (transcript?.langIso2 ?? 'en');
    if (!transcript || isOther) throw notFound('Transcript');
    return { result: { transcript } };
  }),
  handle(deleteRecording, ({ services, params }) => {
    const { id } = found(services, params.recordingId);
    services.recordings.delete(id);
    rmSync(payloadFile(services, id), { force: true });
    return { result: {} };
  }),
];
