import { createRecording } from '#contract/claap/recordings.ts';
import { claap } from '#contract/claap/system.ts';
import { badField, notFound, Refusal } from '../errors.ts';
import { handle, type Services } from '../services.ts';
import { viewOf } from '../view.ts';
import { crm, folderBy, userBy } from '../workspace.ts';
import { fetchPayload } from './fetch-payload.ts';

/** Fifty in thirty days, also those that are never filled. @throws Refusal */
function count({ recordings, counting }: Services, author: string): void {
  for (const { count: most, perMs } of claap.limits) {
    const counted = { since: Date.now() - perMs, after: counting.after };
    if (typeof most !== 'number' || recordings.createdBy(author, counted) < most) continue;
    throw new Refusal(400, 'quota_exceeded', `At most ${most} recordings can be created in 30 days`);
  }
}

export const createHandlers = [
  handle(createRecording, ({ services, body, address }) => {
    const { authorEmail, channelId, title, transcript, ...details } = body;
    const author = userBy(authorEmail);
    if (!author) throw notFound('Author', ['authorEmail']);
    if (channelId !== undefined && !folderBy(channelId)) throw notFound('Channel', ['channelId']);
    if (body.deal && body.deal.type !== crm) {
      throw badField(['deal', 'type'], 'The workspace is not connected to this CRM');
    }
    count(services, author.email);
    const recording = services.recordings.add({
      author: author.email,
      title: title ?? 'Untitled recording',
      folder: channelId ?? null,
      details: { ...details, wantsTranscript: transcript !== undefined },
    });
    const to = (what: string) =>
      `${address}/uploads/${recording.id}/${what}?signature=${recording.signature}`;
    if (body.downloadUrl !== undefined) fetchPayload(services, recording.id, body.downloadUrl);
    const upload = {
      ...(body.downloadUrl === undefined ? { url: to('payload') } : {}),
      ...(transcript ? { metaUrl: to('transcript') } : {}),
    };
    const view = viewOf(recording);
    const hasUpload = Object.keys(upload).length > 0;
    return { result: { recording: hasUpload ? { ...view, upload } : view } };
  }),
];
