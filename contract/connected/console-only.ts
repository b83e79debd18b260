/** Operations that only the API console has, and why no page uses them. */
export const consoleOnly: Readonly<Record<string, string>> = {
  // Chat2Desk.
  listClientDialogs: 'the gateway’s inbox knows all conversations of a client',
  transferMessage: 'a conversation is assigned as such, whatever its messages',
  createClient: 'pages write only to clients who have written before',
  listRequestMessages: 'a conversation is read as a whole, with what its requests contain',
  closeRequest: 'closing a conversation closes its request',
  getTag: 'the list of tags says the same',
  getApiModes: 'pages name the modes in the reader’s language',
  getTransports: 'each channel lists its own, and the table of transports says what they carry',
  getMessageTypes: 'pages name the types in the reader’s language',
  getDialogStates: 'pages name the states in the reader’s language',
  listCountries: 'no page asks for a country',
  listRegions: 'no page asks for a region',
  // Claap.
  getRecordingTranscript: 'meetings have Claritalk’s own transcript',
  // Courier.
  getOrganization: 'the list says the same',
  getVoiceConference: 'the list says the same',
  getVoiceDialLog: 'the list says the same',
  getVoiceQueueEntry: 'the list says the same',
  listVoiceSurveys: 'no page asks clients questions by telephone',
  createVoiceSurvey: 'no page asks clients questions by telephone, and the document does not say how',
  getVoiceSurvey: 'no page asks clients questions by telephone',
  finalizeEncounter: 'closes a medical record, which no meeting is',
  finalizeEncounterV2: 'closes a medical record, which no meeting is',
  updateVideoChannel: 'a video call is cancelled, and planned again',
  setParticipantAudioStates: 'participants are muted one by one',
  listVideoParticipants: 'a video call names its participants itself',
  listVideoCompositions: 'a video call names its recordings itself',
  getVideoComposition: 'a video call names its recordings itself',
};
