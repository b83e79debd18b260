import { openAsBlob } from 'node:fs';
import * as v from 'valibot';

const timeoutMs = 120_000;
const transcription = v.object({ text: v.string() });

/**
 * Asks an OpenAI-compatible server for the words of a recording.
 *
 * @param baseUrl with or without the path `/v1/audio/transcriptions`
 * @throws when the server fails, stalls for two minutes or answers something else.
 */
export async function transcribe(
  baseUrl: string,
  path: string,
  mimeType: string,
  locale: string,
): Promise<string> {
  const url = baseUrl.endsWith('/audio/transcriptions')
    ? baseUrl
    : `${baseUrl.replace(/\/(v1\/?)?$/, '')}/v1/audio/transcriptions`;
  const form = new FormData();
  const extension = mimeType.split('/')[1]?.replace('mpeg', 'mp3') ?? 'webm';
  form.set('file', await openAsBlob(path, { type: mimeType }), `recording.${extension}`);
  form.set('model', 'whisper-1');
  form.set('response_format', 'json');
  form.set('language', locale.slice(0, 2));
  const response = await fetch(url, { method: 'POST', body: form, signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) throw new Error(`the transcription server answered ${response.status}`);
  return v.parse(transcription, await response.json()).text.trim();
}
