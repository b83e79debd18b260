import { createHash } from 'node:crypto';
import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makePrivateFolder, privateFileMode } from '../../../data/private-files.ts';
import { badField } from '../errors.ts';
import type { Services } from '../services.ts';

export const payloadFile = ({ filesDir }: Pick<Services, 'filesDir'>, id: string) => join(filesDir, id);

interface Payload {
  readonly body: AsyncIterable<Uint8Array> | null;
  readonly mediaType: string;
  readonly most: number;
  /** SHA-256 that the sender has, in base64. */
  readonly expected?: string | undefined;
}

/** Keeps the sound or film of a recording while it arrives. @throws Refusal when it is not what the sender has */
export async function keepPayload(
  services: Services,
  id: string,
  payload: Payload,
): Promise<{ sha256: string }> {
  makePrivateFolder(services.filesDir);
  const file = payloadFile(services, id);
  const hash = createHash('sha256');
  let bytes = 0;
  const drop = (problem: string): never => {
    rmSync(file, { force: true });
    throw badField([], problem);
  };
  await pipeline(
    Readable.from(payload.body ?? []),
    async function* (parts: AsyncIterable<Uint8Array>) {
      for await (const part of parts) {
        bytes += part.byteLength;
        if (bytes > payload.most) drop('The payload is too large.');
        hash.update(part);
        yield part;
      }
    },
    createWriteStream(file, { mode: privateFileMode }),
  );
  if (bytes === 0) drop('The payload is empty.');
  const digest = hash.digest();
  if (payload.expected !== undefined && payload.expected !== digest.toString('base64')) {
    drop('The SHA-256 of the payload is another.');
  }
  const sha256 = digest.toString('hex');
  services.recordings.setPayload(id, { mediaType: payload.mediaType, bytes, sha256 });
  return { sha256 };
}
