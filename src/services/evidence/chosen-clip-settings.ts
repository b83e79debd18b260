import { fields } from '#src/lib/reader.ts';
import { kept } from '#src/lib/storage/kept.ts';
import { type ClipSettings, defaultClips, readClipSettings } from './clip-settings.ts';

/** What a person has chosen for this device; it is written by the recorder alone. */
export function clipSettingsOf(userUuid: string): ClipSettings {
  try {
    const all = fields(JSON.parse(kept.read('claritalk.recorder-settings') ?? '{}'));
    return readClipSettings(fields(all[userUuid]));
  } catch {
    return defaultClips;
  }
}
