import { RecorderFailure } from './capture-problem.ts';

declare global {
  interface Navigator {
    /** Of Chromium only. https://wicg.github.io/ua-client-hints/ */
    readonly userAgentData?: { readonly mobile?: boolean };
  }
}

/**
 * Whether this browser can record what the computer plays: today Chromium on a desktop, and no other (Firefox and
 * Safari share pictures only). https://developer.mozilla.org/docs/Web/API/MediaDevices/getDisplayMedia
 */
export function canShareAudio(): boolean {
  return navigator.userAgentData?.mobile === false && navigator.mediaDevices?.getDisplayMedia !== undefined;
}

/** What TypeScript does not know yet. https://w3c.github.io/mediacapture-screen-share/#displaymediastreamoptions */
interface AudioShareOptions extends DisplayMediaStreamOptions {
  readonly systemAudio: 'include';
  readonly surfaceSwitching: 'exclude';
}

const options: AudioShareOptions = {
  // Browsers share sound only together with a picture.
  video: true,
  // It is already good sound; processing meant for voices would spoil it.
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  systemAudio: 'include',
  surfaceSwitching: 'exclude',
};

/**
 * Returns the sound of a tab or of the whole computer that the person chose; undefined when they changed their mind.
 * The picture that comes with it is released immediately.
 * @throws RecorderFailure `no-device` when what was chosen came without sound, or the browser's DOMException.
 */
export async function openSharedAudio(): Promise<MediaStreamTrack | undefined> {
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getDisplayMedia(options);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotAllowedError') return undefined;
    throw error;
  }
  for (const picture of stream.getVideoTracks()) picture.stop();
  const [track] = stream.getAudioTracks();
  if (!track) throw new RecorderFailure('no-device');
  return track;
}
