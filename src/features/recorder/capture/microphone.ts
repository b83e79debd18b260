import { RecorderFailure } from './capture-problem.ts';

/** A microphone to choose. The browser reveals labels only after the first permission. */
export interface Microphone {
  readonly deviceId: string;
  readonly label: string;
}

/** Lists the microphones. Empty where the browser offers none or hides them until permission is given. */
export async function listMicrophones(): Promise<Microphone[]> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices
    .filter((device) => device.kind === 'audioinput' && device.deviceId !== '')
    .map(({ deviceId, label }) => ({ deviceId, label }));
}

/** Whether the microphone opens without a question: then its level can be shown at once. */
export async function microphoneIsAllowed(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'microphone' })).state === 'granted';
  } catch {
    return false; // The browser cannot say.
  }
}

/** Calls back when a device comes or goes, and returns how to stop that. */
export function onDeviceChange(listener: () => void): () => void {
  navigator.mediaDevices?.addEventListener('devicechange', listener);
  return () => navigator.mediaDevices?.removeEventListener('devicechange', listener);
}

/** Processing that makes speech clearer. One channel: stereo gains nothing for speech. */
const speech: MediaTrackConstraints = {
  channelCount: 1,
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

/**
 * Opens a microphone; the system's default when `deviceId` is undefined or its device is gone.
 * @throws RecorderFailure or the browser's DOMException; `problemOf` reads both.
 */
export async function openMicrophone(deviceId: string | undefined): Promise<MediaStreamTrack> {
  if (deviceId === undefined) return open({});
  try {
    return await openSameMicrophone(deviceId);
  } catch (error) {
    if (isGone(error)) return open({});
    throw error;
  }
}

/** Opens this microphone and no other. @throws like `openMicrophone`. */
export function openSameMicrophone(deviceId: string): Promise<MediaStreamTrack> {
  return open({ deviceId: { exact: deviceId } });
}

async function open(constraints: MediaTrackConstraints): Promise<MediaStreamTrack> {
  if (!navigator.mediaDevices) throw new RecorderFailure(isSecureContext ? 'unsupported' : 'insecure');
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { ...speech, ...constraints } });
  const [track] = stream.getAudioTracks();
  if (!track) throw new RecorderFailure('no-device');
  return track;
}

function isGone(error: unknown): boolean {
  const name = typeof error === 'object' && error !== null && 'name' in error ? error.name : undefined;
  return name === 'OverconstrainedError' || name === 'NotFoundError';
}
