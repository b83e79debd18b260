/** Operations that only the API console has, and why no page uses them. */
export const consoleOnly: Readonly<Record<string, string>> = {
  // Chat2Desk.
  listClientDialogs: 'the gateway’s inbox knows all conversations of a client',
  transferMessage: 'a conversation is assigned as such, whatever its messages',
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
  createAskEntry: 'only the voice assistant itself asks this',
  getAskSubscription: 'the list says the same',
  createAggregationRequest: 'the document names no column that could be counted',
  getReplicator: 'the list says the same',
  createUserDevice: 'an app registers its own device: a token that someone types reaches nobody',
  getOrganization: 'the list says the same',
  getVoiceQueueAgent: 'the list says the same',
  getTextUserNumberMap: 'the list says the same',
  getTextReceiveLog: 'nothing that can be read names one',
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
  multicastToIndividual:
    'templates of Courier can neither be listed nor read, so nobody could see what would be sent',
  multicastToUser:
    'templates of Courier can neither be listed nor read, so nobody could see what would be sent',
  createUserMulticast:
    'templates of Courier can neither be listed nor read, so nobody could see what would be sent',
  validateMulticastParams:
    'templates of Courier can neither be listed nor read, so nobody could see what would be sent',
  listUserMulticasts:
    'templates of Courier can neither be listed nor read, so nobody could see what would be sent',
  createMulticast: 'all participants of a company can be neither chosen nor counted',
  listMulticasts: 'no page sends multicasts',
  getMulticast: 'no page sends multicasts',
  createMessagingBulkMessage:
    'a broadcast is one message for each person, so that it is known who has got it',
  updateMessagingBulkMessage:
    'a broadcast is one message for each person, so that it is known who has got it',
  listMessagingBulkMessages: 'a broadcast is one message for each person, so that it is known who has got it',
  getMessagingBulkMessage: 'a broadcast is one message for each person, so that it is known who has got it',
  listMessagingBulkAttachments: 'broadcasts have no files',
  createMessagingBulkAttachment: 'broadcasts have no files',
  uploadMessagingBulkAttachment: 'broadcasts have no files',
  getMessagingBulkAttachment: 'broadcasts have no files',
  processMessagingBulkAttachmentUpload: 'broadcasts have no files',
};
