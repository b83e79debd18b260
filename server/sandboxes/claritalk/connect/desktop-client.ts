import { io, type Socket } from 'socket.io-client';
import { toneWav } from '../../lib/tone.ts';
import { DesktopApi } from './desktop-api.ts';
import { Devices } from './devices.ts';
import type { ClientEvents, ConnectAnswer, ConnectCommand, ServerEvents } from './protocol.ts';

export interface DesktopClientOptions {
  /** Origin of the sandbox. */
  readonly url: string;
  /** Access token or personal access token of the user whose computer this is. */
  readonly token: string;
  /** Takes one line for everything that happens. */
  readonly log: (line: string) => void;
}

interface Recording {
  readonly meetingId: string;
  readonly startedAt: number;
}

/** `recording_type` of what is recorded here, by whether the meeting is held online. */
const recordingTypes = { online: 'connect_online', present: 'connect_on_site' } as const;

const refused = (message: string): ConnectAnswer => ({ ok: false, message });

/**
 * A simulated Claritalk Connect: it does what it is told over Socket.IO and tells Claritalk by the API, as the
 * desktop application of a person would. In place of a microphone it has a soft tone.
 */
export class DesktopClient {
  readonly #api: DesktopApi;
  readonly #log: (line: string) => void;
  readonly #socket: Socket<ServerEvents, ClientEvents>;
  readonly #devices = new Devices();
  #recording: Recording | undefined;
  /** Uploads under way. */
  readonly #uploads = new Set<Promise<void>>();

  constructor({ url, token, log }: DesktopClientOptions) {
    this.#api = new DesktopApi(url, token);
    this.#log = log;
    this.#socket = io(url, { auth: { token }, transports: ['websocket'], reconnectionDelayMax: 2_000 });
    this.#socket.on('connect', () => {
      log('connected');
      void this.#forgetLost();
    });
    this.#socket.on('disconnect', (reason) => log(`disconnected: ${reason}`));
    this.#socket.on('connect_error', ({ message }) => log(`cannot connect: ${message}`));
    this.#socket.on('command', (command, answer) => {
      this.#obey(command).then(answer, (error: unknown) => answer(refused(messageOf(error))));
    });
  }

  /** Resolves once it is connected. @throws Error when the sandbox refuses the token. */
  ready(): Promise<void> {
    if (this.#socket.connected) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#socket.once('connect', resolve);
      this.#socket.on('connect_error', (error) => !this.#socket.active && reject(error));
    });
  }

  /** Ends a recording, waits for uploads and disconnects. */
  async close(): Promise<void> {
    if (this.#recording) this.#finish(this.#recording);
    await Promise.all(this.#uploads);
    this.#socket.disconnect();
  }

  async #obey(command: ConnectCommand): Promise<ConnectAnswer> {
    this.#log(`told to ${command.action}`);
    switch (command.action) {
      case 'setMicrophone':
        return this.#devices.setMicrophone(command.data.microphone);
      case 'setSpeaker':
        return this.#devices.setSpeaker(command.data.speaker ?? command.data.microphone ?? '');
      case 'getSoundSettings':
        return { ok: true, data: this.#devices.settings() };
      case 'getSoundSettings_v2':
        return { ok: true, data: this.#devices.settingsV2() };
      case 'startRecording':
        return this.#start(command.data.meeting_id, command.data.online_meeting ?? false);
      case 'stopRecording':
        return this.#stop(command.data.meeting_id);
    }
  }

  async #start(meetingId: string, online: boolean): Promise<ConnectAnswer> {
    if (this.#recording) return refused('This computer is recording already.');
    const recording = { meetingId, startedAt: performance.now() };
    this.#recording = recording;
    try {
      const recording_type = online ? recordingTypes.online : recordingTypes.present;
      await this.#setStatus(meetingId, { status: 'recording', recording_type });
    } catch (error) {
      this.#recording = undefined;
      return refused(messageOf(error));
    }
    this.#log(`records ${meetingId} with ${this.#devices.microphone}`);
    return { ok: true };
  }

  #stop(meetingId: string): ConnectAnswer {
    const recording = this.#recording;
    if (recording?.meetingId.toLowerCase() !== meetingId.toLowerCase()) {
      return refused('This meeting is not being recorded.');
    }
    this.#finish(recording);
    return { ok: true };
  }

  /** Hands the audio over in the background, as long as that takes. */
  #finish({ meetingId, startedAt }: Recording): void {
    this.#recording = undefined;
    const seconds = (performance.now() - startedAt) / 1000;
    const upload = this.#api.upload(meetingId, toneWav(seconds), seconds).then(
      () => this.#log(`uploaded ${meetingId}, ${Math.round(seconds)} s`),
      (error: unknown) => this.#log(`not uploaded: ${messageOf(error)}`),
    );
    this.#uploads.add(upload);
    void upload.finally(() => this.#uploads.delete(upload));
  }

  /** What an earlier run recorded when it was killed is lost: its meeting can be recorded again. */
  async #forgetLost(): Promise<void> {
    try {
      for (const { id, recording_type } of await this.#api.recording()) {
        const own = Object.values(recordingTypes).some((type) => type === recording_type);
        if (own && id !== this.#recording?.meetingId) await this.#setStatus(id, { status: 'draft' });
      }
    } catch (error) {
      this.#log(messageOf(error));
    }
  }

  async #setStatus(id: string, change: { readonly status: string; readonly recording_type?: string }) {
    const [user_id, { name }] = await Promise.all([this.#api.userUuid(), this.#api.meeting(id)]);
    await this.#api.save({ id, name, user_id, ...change });
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
