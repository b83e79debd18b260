/** Recordings as answers and webhooks show them. */
import { detailsOf, type Recording } from './store/recordings.ts';
import { transcriptOf } from './store/transcript.ts';
import { folderBy, userBy, workspace } from './workspace.ts';

const site = 'https://app.claap.test';

/** What everyone may know of a recording. */
export function viewOf(recording: Recording): Record<string, unknown> {
  const { id, author, created, duration, folder, state, title } = recording;
  const user = userBy(author);
  const inFolder = folderBy(folder);
  const { meeting, deal, labels, source } = detailsOf(recording);
  return {
    id,
    createdAt: new Date(created).toISOString(),
    title,
    url: `${site}/${workspace.id}/${id}`,
    state,
    source,
    labels,
    recorder: { id: user?.id, name: user?.name, email: author, attended: true },
    workspace,
    ...(inFolder ? { channel: { id: inFolder.id, name: inFolder.name } } : {}),
    ...(meeting ? { meeting } : {}),
    ...(deal ? { deal } : {}),
    ...(duration === null ? {} : { durationSeconds: duration }),
  };
}

/** With what Claap has made of it; `address`: of the system, as it was called. */
export function detailedView(recording: Recording, address: string): Record<string, unknown> {
  const { id, state, media_type: mediaType, signature } = recording;
  const transcript = transcriptOf(recording.transcript);
  if (state !== 'Ready' || !transcript) return viewOf(recording);
  const langIso2 = transcript.langIso2 ?? 'en';
  const [first, ...rest] = transcript.segments.map(({ text }) => text);
  const url = `${address}/v1/recordings/${id}/transcript`;
  return {
    ...viewOf(recording),
    ...(mediaType === null ? {} : { video: { url: `${address}/files/${id}?signature=${signature}` } }),
    transcripts: [{ url, textUrl: null, isActive: true, isTranscript: true, langIso2 }],
    keyTakeaways: first === undefined ? [] : [{ langIso2, text: first }],
    outlines: [{ langIso2, text: rest.join('\n') }],
    actionItems: [{ langIso2, items: [] }],
    insightTemplates: [],
    companies: [],
  };
}
