import { uploadPayload, uploadTranscript } from '#contract/claap/recordings.ts';
import { badField, forbidden } from '../errors.ts';
import { received } from '../processing.ts';
import { handle, type Services } from '../services.ts';
import { detailsOf, type Recording } from '../store/recordings.ts';
import { keepPayload } from './keep-payload.ts';

/** How long the addresses of a recording are valid. */
const validMs = 24 * 3_600_000;

/** The recording that an address was made for. @throws Refusal 403 */
function signed({ recordings }: Services, id: string, search: URLSearchParams): Recording {
  const recording = recordings.find(id);
  if (!recording || search.get('signature') !== recording.signature) throw forbidden();
  if (recording.state !== 'Empty' || recording.created + validMs <= Date.now()) throw forbidden();
  return recording;
}

export const uploadHandlers = [
  handle(uploadPayload, async ({ services, params, request, search }) => {
    const { id } = signed(services, params.recordingId, search);
    const mediaType = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (!uploadPayload.bodyTypes.includes(mediaType)) throw badField(['content-type'], 'Not a known format');
    const { sha256 } = await keepPayload(services, id, {
      body: request.body,
      mediaType,
      most: uploadPayload.maxBodyBytes,
      expected: request.headers.get('x-amz-checksum-sha256') ?? undefined,
    });
    received(services, id);
    return new Response(null, { status: 200, headers: { ETag: `"${sha256}"` } });
  }),
  handle(uploadTranscript, ({ services, params, search, body }) => {
    const recording = signed(services, params.recordingId, search);
    if (!detailsOf(recording).wantsTranscript) throw forbidden();
    for (const [at, { start, end }] of body.transcript.segments.entries()) {
      if (end < start) throw badField(['transcript', 'segments', String(at), 'end'], 'Before its start');
    }
    services.recordings.setTranscript(recording.id, body.transcript);
    received(services, recording.id);
    return new Response(null, { status: 200 });
  }),
];
