const ownNumbers = 'reads numbers that the index keeps of a meeting, three at a time, once each';
const ownRecords = 'reads what this application wrote and encrypted, once each';

/**
 * Functions that scan by hand and are not counted, each with the reason: what they scan is not written by others, or
 * each step is a request to a server.
 */
export const notParsers: Readonly<Record<string, string>> = {
  'src/api/chat2desk/messages.ts:readBetween': 'asks for a page of at most 200 messages at a time',
  'src/api/chat2desk/messages.ts:readSince': 'asks for a page of at most 200 messages at a time',
  'src/api/chat2desk/administration/statistics.ts:readReport': 'asks for a day at a time, of at most 31',
  'src/api/claritalk/meetings/bring-messages.ts:bringAll': 'asks for a portion of what was chosen at a time',
  'src/features/conversations/log/portions.ts:beginningsOf': 'one step for each portion of messages',
  'server/gateway/connections/calls/meetings/hand-on-sound.ts:sendPart':
    'sends one part, a few times at most',
  'server/gateway/connections/calls/meetings/recorded-sound.ts:partsOf':
    'cuts a file into parts of 4 MiB as it arrives, once each',
  'server/gateway/connections/conversations/bringing/bring.ts:linesOf':
    'asks for a page of messages at a time',
  'server/gateway/connections/conversations/changes/tagged-clients.ts:tagsOf':
    'asks for the clients of a few tags at a time',
  'src/api/courier/technical/sniffers.ts:readSniffers': 'asks for a page of at most 200 entries at a time',
  'server/gateway/connections/channels/channel-log.ts:#read': 'asks for a page of messages at a time',
  'server/gateway/sessions/seal-again.ts:#sealAgain': 'renews a few own rows at a time',
  'server/gateway/retention/retention-store.ts:#digest': 'reads own rows in portions',
  'server/gateway/sessions/sessions.ts:existing': 'asks about a few own keys at a time',
  'server/data/many.ts:allOfMany': 'asks about a few own keys at a time',
  'server/data/copy-store.ts:read': 'reads a few own rows at a time',
  'server/gateway/connections/publications/stored-spool.ts:keep':
    'keeps a part in pieces of a MiB, once each',
  'src/api/gateway/from-newest.ts:readNewest': 'asks for a page of at most 200 entries at a time',
  'src/services/search-index/catalogue.ts:restore': ownRecords,
  'src/services/search-index/engine.ts:#loadText': ownRecords,
  'src/services/search-index/engine.ts:#serialise': 'cuts an own text into parts, once each',
  'src/services/search-index/insight/insight.ts:#addAsked': ownNumbers,
  'src/services/search-index/insight/question-askings.ts:collectQuestions': ownNumbers,
  'src/services/search-index/insight/question-askings.ts:forEachAsked': ownNumbers,
  'src/services/search-index/measure-index.ts:measureIndex': ownRecords,
  'src/features/recorder/engine/import-file.ts:importFile': 'copies a file in pieces of 4 MiB, once each',
  'src/features/recorder/files/listen.ts:isSilentMpeg':
    'looks at a few places of a file, as many whatever its size',
  'src/features/recorder/upload/transfer-speed.ts:add': 'own measurements of some seconds',
  'src/features/recorder/upload/upload-notes.ts:uploadNotes':
    'sends the notes of this device, a request each',
};
