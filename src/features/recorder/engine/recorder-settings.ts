import { serverNow } from '#src/lib/clock.ts';
import { fields, type Wire } from '#src/lib/reader.ts';
import type { ClipSettings } from '#src/services/evidence/clip-settings.ts';
import type { ConsentSettings } from '../model/consent-settings.ts';
import type { SharedMemory } from '../spool/shared-memory.ts';

/** As they were stored: `readClipSettings` and `readConsentSettings` make sense of them. */
type Stored<Settings> = { readonly [Name in keyof Settings]?: unknown };

/** One person's settings for this device. */
export interface RecorderSettings extends Stored<ClipSettings>, Stored<ConsentSettings> {
  /** Hours for which a recording stays on this device after Claritalk has all of it. */
  readonly graceHours: number;
  /** Whether a recording is uploaded while it is being made. */
  readonly liveUpload: boolean;
  /** When Claritalk last refused that, if it still matters (milliseconds since 1970). */
  readonly liveRefusedAt?: number | undefined;
}

/** The choices for `graceHours`. */
export const graceChoices = [0, 24, 7 * 24, 30 * 24] as const;
export const defaultSettings: RecorderSettings = { graceHours: 24, liveUpload: false };

const key = 'claritalk.recorder-settings';
const hourMs = 3_600_000;
/** After a refusal it is retried in a week: each attempt leaves an incomplete meeting behind. */
const refusalMs = 7 * 24 * hourMs;

/** The settings of the people who use this browser: each has their own, on this device. */
export class SettingsStore {
  readonly #memory: SharedMemory;

  constructor(memory: SharedMemory) {
    this.#memory = memory;
  }

  of(userUuid: string): RecorderSettings {
    return this.#all()[userUuid] ?? defaultSettings;
  }

  /** Whether a recording of this user that starts now is uploaded while it is made. */
  wantsLiveUpload(userUuid: string | undefined): boolean {
    if (userUuid === undefined) return false;
    const { liveUpload, liveRefusedAt } = this.of(userUuid);
    return liveUpload && liveRefusedAt === undefined;
  }

  /** Claritalk refused an upload whose total changes. */
  noteLiveRefused(userUuid: string | undefined): void {
    if (userUuid !== undefined) this.change(userUuid, { liveRefusedAt: serverNow() });
  }

  change(userUuid: string, changes: Partial<RecorderSettings>): void {
    const all = { ...this.#all(), [userUuid]: { ...this.of(userUuid), ...changes } };
    this.#memory.write(key, JSON.stringify(all));
  }

  /** Until when a recording of this user stays here after the server got all of it (ISO 8601). */
  keptUntil(userUuid: string, uploadedAt: string): string {
    return new Date(Date.parse(uploadedAt) + this.of(userUuid).graceHours * hourMs).toISOString();
  }

  #all(): Record<string, RecorderSettings> {
    try {
      const stored = fields(JSON.parse(this.#memory.read(key) ?? '{}'));
      return Object.fromEntries(
        Object.entries(stored).map(([user, settings]) => [user, sound(fields(settings))]),
      );
    } catch {
      return {};
    }
  }
}

/** Invalid values count as not chosen: a recording must not disappear earlier than someone wanted. */
function sound(stored: Wire): RecorderSettings {
  const { graceHours, liveUpload, liveRefusedAt } = stored;
  const known = graceChoices.find((choice) => choice === graceHours);
  const refused = typeof liveRefusedAt === 'number' && Math.abs(serverNow() - liveRefusedAt) < refusalMs;
  const { liveRefusedAt: _, ...others } = stored;
  return {
    ...others,
    graceHours: known ?? defaultSettings.graceHours,
    liveUpload: liveUpload === true,
    ...(refused ? { liveRefusedAt } : {}),
  };
}
