import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { Attachment } from '#src/lib/document/pdf/pdf-writer.ts';
import { clipExtension } from '#src/services/evidence/clip-facts.ts';
import { evidence } from '#src/services/evidence/evidence.ts';
import { placeOf } from '../evidence/evidence-place.ts';
import type { EvidenceEntry } from './minutes-file.ts';

const msPerSecond = 1000;

/** The pieces of sound of a meeting as files, and what its document says of each. */
export async function evidenceFiles(
  meeting: Meeting,
  user: string,
): Promise<{ readonly entry: EvidenceEntry; readonly attachment: Attachment }[]> {
  const place = placeOf(meeting, user);
  const clips = place ? await evidence.list(user, place.recording) : [];
  const files = await Promise.all(
    clips.map(async (clip, index) => {
      const sound = await evidence.sound(clip, user);
      if (!sound) return undefined;
      const { startMs, endMs, sha256, target, text } = clip;
      const name = `evidence-${index + 1}.${clipExtension(clip.mediaType)}`;
      const [from, to] = [startMs / msPerSecond, endMs / msPerSecond];
      return {
        entry: { file: name, sha256, from, to, of: target?.label ?? null, note: text || null },
        attachment: { name, type: clip.mediaType.split(';', 1)[0] ?? '', bytes: await sound.arrayBuffer() },
      };
    }),
  );
  return files.filter((file) => file !== undefined);
}
