import type { ConnectAnswer } from './protocol.ts';

const known = {
  microphones: ['Built-in Microphone', 'Conference Room Speakerphone', 'USB Headset'],
  speakers: ['Built-in Speakers', 'Conference Room Speakerphone', 'USB Headset'],
} as const;

const refused = (message: string): ConnectAnswer => ({ ok: false, message });

/**
 * The sound devices of an imaginary computer. The documentation shows no sound settings: version 1 names the
 * devices and those in use, version 2 describes each device.
 */
export class Devices {
  #microphone: string = known.microphones[0];
  #speaker: string = known.speakers[0];

  setMicrophone(name: string): ConnectAnswer {
    if (!known.microphones.some((microphone) => microphone === name)) return refused('Unknown microphone.');
    this.#microphone = name;
    return { ok: true };
  }

  setSpeaker(name: string): ConnectAnswer {
    if (!known.speakers.some((speaker) => speaker === name)) return refused('Unknown speaker.');
    this.#speaker = name;
    return { ok: true };
  }

  get microphone(): string {
    return this.#microphone;
  }

  /** For `getSoundSettings`. */
  settings(): Readonly<Record<string, unknown>> {
    return { ...known, microphone: this.#microphone, speaker: this.#speaker };
  }

  /** For `getSoundSettings_v2`. */
  settingsV2(): Readonly<Record<string, unknown>> {
    const deviceList = (names: readonly string[], chosen: string) =>
      names.map((name, index) => ({ name, is_default: index === 0, selected: name === chosen }));
    return {
      version: 2,
      microphones: deviceList(known.microphones, this.#microphone),
      speakers: deviceList(known.speakers, this.#speaker),
      sample_rate: 8000,
      channels: 1,
    };
  }
}
