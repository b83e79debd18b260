/** Loads what is shown of a microphone that is open. */
export const microphoneHeard = () =>
  import('./microphone-heard.tsx').then(({ MicrophoneHeard }) => MicrophoneHeard);
