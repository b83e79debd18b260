import type { SharedMemory } from './shared-memory.ts';

/** What one person has chosen for this device. */
export interface RecorderSettings {
  /** Hours for which a recording stays on this device after Claritalk has all of it. */
  readonly graceHours: number;
  /** Whether a recording is uploaded while it is being made. */
  readonly liveUpload: boolean;
}

/** The choices for `graceHours`. */
export const graceChoices = [0, 24, 7 * 24, 30 * 24] as const;
export const defaultSettings: RecorderSettings = { graceHours: 24, liveUpload: false };

const key = 'claritalk.recorder-settings';
const hourMs = 3_600_000;

/** The settings of the people who use this browser: each has their own, on this device. */
export class SettingsStore {
  readonly #memory: SharedMemory;

  constructor(memory: SharedMemory) {
    this.#memory = memory;
  }

  of(userUuid: string): RecorderSettings {
    return this.#all()[userUuid] ?? defaultSettings;
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
      const stored = JSON.parse(this.#memory.read(key) ?? '{}') as Record<string, Partial<RecorderSettings>>;
      return Object.fromEntries(Object.entries(stored).map(([user, settings]) => [user, sound(settings)]));
    } catch {
      return {};
    }
  }
}

/** What makes no sense counts as not chosen: a recording must not go earlier than somebody wanted. */
function sound({ graceHours, liveUpload }: Partial<RecorderSettings>): RecorderSettings {
  const known = graceChoices.find((choice) => choice === graceHours);
  return { graceHours: known ?? defaultSettings.graceHours, liveUpload: liveUpload === true };
}
