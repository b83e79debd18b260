/**
 * What the gateway refuses or cannot do, as far as it is people who meet it. The page words a code in the reader's
 * language (texts `refusals`); the English here is for programs and logs. What only a wrong program meets has no code.
 */
export const refusals = {
  // A system behind the gateway.
  'upstream-unreachable': { status: 502, message: '{system} cannot be reached.' },
  'upstream-lost': { status: 502, message: '{system} ended the connection without a response.' },
  'upstream-silent': { status: 504, message: '{system} did not respond in time.' },
  'upstream-unreadable': { status: 502, message: '{system} sent a response that cannot be passed on.' },
  'upstream-failed': { status: 502, message: '{system} responded with status {status}.' },
  'upstream-refused': { status: 400, message: '{system} says: {said}' },
  'upstream-waits': { status: 429, message: '{system} accepts no more requests for now.' },
  // The system says why: how many a second, or a month.
  'upstream-waits-because': {
    status: 429,
    message: '{system} accepts no more requests for now. It says: {said}',
  },
  // A path that the documentation has lost.
  'path-unknown': {
    status: 424,
    message: 'This server of {system} names it otherwise: it does not know {path}. Nothing was done.',
  },
  'path-or-item-unknown': {
    status: 404,
    message:
      '{system} did not find it ({said}): it is gone, or this server names it otherwise than {path}. Nothing was done.',
  },
  'path-malformed': {
    status: 400,
    message: 'A path is letters, digits and . _ ~ - between slashes, without an address or a query.',
  },
  'path-placeholders': { status: 400, message: 'The path must have these placeholders, once each: {names}' },
  'path-taken': { status: 409, message: 'This is where {system} has another operation: {title}.' },
  'quota-used': { status: 429, message: 'The quota of {system} is used up for now.' },
  'not-connected': { status: 424, message: 'There is no connection to {system}.' },
  'key-refused': { status: 424, message: '{system} does not accept the key of the connection.' },
  'rights-unknown': { status: 502, message: '{system} does not say what the caller may see or do.' },
  'outcome-unknown': {
    status: 504,
    message: '{system} did not respond. It may have been done: check before you try again.',
  },
  // Connections of an organisation.
  'no-organisation': {
    status: 403,
    message: '{system} names no single organisation that the caller belongs to.',
  },
  'connection-closed': { status: 403, message: 'Only admins may use the connection to {system}.' },
  'conversation-hidden': {
    status: 403,
    message: 'There is no such conversation, or it is not visible to the caller.',
  },
  'call-hidden': { status: 403, message: 'There is no such call, or it is not visible to the caller.' },
  'call-recording': { status: 409, message: 'The call is still being recorded.' },
  'call-silent': { status: 404, message: 'There is no sound of this call, or no longer.' },
  'call-empty': {
    status: 409,
    message: 'The call has neither sound nor a transcription. Nothing was made.',
  },
  'call-sound-gone': {
    status: 409,
    message: 'The sound of the call can no longer be had, and there is no transcription. Its meeting exists.',
  },
  'call-taken': { status: 409, message: '{name} has begun to make a meeting of this call.' },
  'call-unknown': {
    status: 409,
    message: 'The response was lost. It may still be done; that is known in {seconds} seconds.',
  },
  'meeting-missing': {
    status: 404,
    message: 'There is no such meeting, or the caller may not write in its chat.',
  },
  'connection-changed': {
    status: 409,
    message: 'Someone else changed the connection to {system} in the meantime.',
  },
  'key-not-good': { status: 400, message: '{system} does not accept this key. Nothing was saved.' },
  'key-lost': {
    status: 424,
    message: 'The key for {system} can no longer be read: the secret it was encrypted with is gone.',
  },
  'hooks-full': {
    status: 409,
    message: '{system} has {most} webhooks, and takes no more. Delete one there.',
  },
  'hook-unreachable': {
    status: 409,
    message: '{system} cannot reach this dashboard: its address (PUBLIC_URL) must be https, and public.',
  },
  'hook-not-repaired': { status: 502, message: '{system} did not do what was asked for the webhook.' },
  'name-differs': { status: 400, message: 'The name that was entered is not {system}.' },
  'address-needed': { status: 400, message: 'The address of {system} is missing.' },
  'address-fixed': { status: 400, message: 'The operator of the dashboard has set the address of {system}.' },
  'address-refused': { status: 400, message: 'The address must be https, of a public host.' },
  'address-unknown': {
    status: 409,
    message: 'There is no address from {system} to send this to, or it is no longer kept.',
  },
  'address-not-public': { status: 502, message: 'The address that {system} gave is not public.' },
  'field-for-admins': { status: 403, message: 'Only admins may set {field}.' },
  'field-filled-in': { status: 403, message: '{field} is filled in by the dashboard.' },
  'not-linked': { status: 403, message: 'The caller is linked to nobody at {system}.' },
  'may-be-done': {
    status: 409,
    message: '{system} may already have done this: check before you send it again.',
  },
  'answer-not-kept': { status: 409, message: '{system} has already done this. Its response was not kept.' },
  'not-allowed-here': {
    status: 403,
    message: 'The operator of the dashboard has not allowed this ({setting}).',
  },
  'second-admin-needed': {
    status: 409,
    message: 'A second admin has to request exactly the same within {minutes} minutes.',
  },
  'reason-needed': { status: 400, message: 'Observing others needs a reason.' },
  'end-needed': { status: 400, message: 'Observing others needs an end within {minutes} minutes.' },
  // Links to files, for clients.
  'meeting-hidden': { status: 403, message: 'There is no such meeting, or it is not visible to the caller.' },
  'sharing-off': {
    status: 409,
    message:
      '{system} cannot fetch files here: the address of this dashboard (PUBLIC_URL) must be https, and public.',
  },
  'shares-full': { status: 409, message: 'Too many links to files work at the moment. Revoke some first.' },
  'shared-ended': {
    status: 409,
    message: 'The link to the file has ended, or is another client’s. Nothing was sent.',
  },
  // Publishing a recording.
  'publication-missing': {
    status: 404,
    message: 'There is no such publication, or it is not visible to the caller.',
  },
  'publication-over': {
    status: 409,
    message: 'It is too late for this: the publication has gone further, or ended.',
  },
  'publication-unfinished': { status: 409, message: 'The dashboard does not have the whole file yet.' },
  'publications-full': {
    status: 409,
    message: 'Too many files wait in the dashboard to be published. Finish or cancel some first.',
  },
  'no-room': { status: 409, message: 'The dashboard has no room for this file at the moment.' },
  'format-refused': {
    status: 415,
    message: '{system} accepts {formats}. By its content, this file is none of these.',
  },
  'part-damaged': { status: 422, message: 'A part of the file did not arrive as it was sent.' },
  'file-lost': { status: 409, message: 'The dashboard no longer has the file.' },
  'recording-unreachable': {
    status: 409,
    message:
      '{system} created the recording, but its response was lost, and with it the address to send the file to.',
  },
  'recording-expired': {
    status: 409,
    message: '{system} no longer accepts the file at the address that it gave.',
  },
  'message-posted': {
    status: 409,
    message: 'The message was posted already. Nothing was changed.',
  },
  'file-not-allowed': {
    status: 415,
    message: 'Files of this kind cannot be sent: what is in a file counts, not its name.',
  },
  // Consent to text messages.
  'consent-missing': {
    status: 403,
    message: 'This number belongs to nobody who has agreed to text messages. Nothing was sent.',
  },
  'consent-declined': {
    status: 403,
    message: 'This person does not want text messages. Nothing was sent.',
  },
  'consent-asked': {
    status: 409,
    message: 'This person was already asked, and has not answered yet. Nothing was sent.',
  },
  // One text for many.
  'broadcast-missing': { status: 404, message: 'There is no such broadcast.' },
  'broadcast-over': {
    status: 409,
    message: 'It is too late for this: the broadcast has gone further, or ended.',
  },
  'broadcast-changed': {
    status: 409,
    message: '{count} would get it by now, and {typed} was typed. Nothing was sent: check the recipients.',
  },
  'broadcast-broken': {
    status: 400,
    message: 'The text has braces that do not hold the name of a placeholder.',
  },
  'broadcast-unfilled': { status: 400, message: 'There is no value for {names}.' },
  'broadcast-interrupted': {
    status: 409,
    message:
      'The dashboard’s server was not running when this was due to be sent. After more than {minutes} minutes it is not sent automatically.',
  },
  'broadcast-lost': {
    status: 409,
    message: 'What was to be sent can no longer be read: the secret it was encrypted with is gone.',
  },
  'text-account-missing': {
    status: 409,
    message: '{system} has no account that text messages can be sent with.',
  },
  'own-address-missing': {
    status: 409,
    message: '{system} has no verified address or number of the caller that a test can go to.',
  },
  // First contact.
  'new-clients-limit': {
    status: 409,
    message: 'The channel {channel} has reached its limit of {limit} new clients today. Nobody was added.',
  },
  'retried-before': { status: 409, message: 'This was sent again in the meantime.' },
  'done-by-others': { status: 409, message: 'Someone has done this in the meantime.' },
  'left-already': { status: 409, message: 'It is too late to cancel this: it has left.' },
  'nothing-to-find': { status: 409, message: 'Nothing has to be found out about this.' },
  withdrawn: { status: 409, message: 'This was cancelled before it was sent.' },
  'entry-missing': { status: 404, message: 'There is no such entry, or it is not visible to you.' },
  // The gateway itself.
  'too-many-at-once': { status: 429, message: 'Too many requests at once.' },
  'server-busy': { status: 503, message: 'The dashboard’s server is busy.' },
  'store-unavailable': {
    status: 503,
    message: 'The dashboard’s server cannot use its database right now. Try again in a moment.',
  },
  'server-failed': { status: 500, message: 'The dashboard’s server has a problem.' },
  'not-signed-in': { status: 401, message: 'Sign in first.' },
  'wrong-token': { status: 401, message: 'This is not the token of the session.' },
  'foreign-token': { status: 403, message: 'The token was made for another application.' },
  'session-refused': { status: 401, message: '{system} no longer accepts the session.' },
  'not-our-page': { status: 403, message: 'Only the dashboard’s own pages may request this.' },
  'field-unknown': { status: 400, message: '{field} in the {place} is not known.' },
  'field-invalid': { status: 400, message: '{field} in the {place} is missing or invalid.' },
  'too-large': { status: 413, message: 'The body is larger than {bytes} bytes.' },
  'too-slow': { status: 408, message: 'The body took too long to arrive.' },
  // What admins do through it.
  'no-service-account': { status: 503, message: 'No service account is set up for this dashboard.' },
  'service-account-refused': {
    status: 503,
    message: '{system} does not accept the service account of this dashboard.',
  },
  'service-account-unsafe': {
    status: 503,
    message: '{system} confuses the service account with a user, so it is not used.',
  },
  'service-token-refused': {
    status: 502,
    message: '{system} does not accept the service account’s token; try again.',
  },
  'not-an-admin': { status: 403, message: 'Only organisation admins may do this.' },
  'other-organisation': {
    status: 403,
    message: 'The service account of this dashboard belongs to another organisation.',
  },
  'too-many-admin-requests': { status: 429, message: 'Too many administrative requests.' },
  'admin-flood': {
    status: 429,
    message: 'Too many administrative requests. The remaining ones of this minute are not listed.',
  },
  'key-used': { status: 409, message: 'This key was used for another request.' },
  'under-way': { status: 409, message: 'This request is already being carried out.' },
  'done-before': { status: 200, message: 'It had already been done, and was not done again.' },
  'user-exists': { status: 409, message: 'This person is already a user.' },
  'user-missing': { status: 404, message: 'There is no such user in your organisation.' },
  'nothing-to-change': { status: 400, message: 'There is nothing to change.' },
  'own-account': {
    status: 403,
    message: 'Change your own profile in the settings; nobody can change their own role.',
  },
  'own-deletion': { status: 403, message: 'You cannot delete yourself.' },
  'email-invalid': { status: 400, message: 'This is not an e-mail address.' },
  'role-refused': { status: 400, message: 'The role super-admin cannot be given.' },
  'parent-missing': {
    status: 404,
    message: 'There is no such parent organisation, or it is not visible to you.',
  },
  'domain-taken': { status: 409, message: 'This organisation already has a child with that domain.' },
  'hook-malformed': {
    status: 400,
    message: 'The webhook URL can be read in more than one way.',
  },
  'hook-not-https': { status: 400, message: 'The webhook URL must begin with https://.' },
  'hook-credentials': { status: 400, message: 'The webhook URL must not contain a user name or password.' },
  'hook-not-public': { status: 400, message: 'The webhook URL must lead to a public host.' },
  // What was delivered to it.
  'delivery-missing': { status: 404, message: 'There is no such delivery. It may have been deleted.' },
  'delivery-untold': { status: 409, message: 'It contains nothing that anyone could be notified of.' },
  'report-missing': { status: 404, message: 'There is no report for you.' },
  'too-many-reports': { status: 429, message: 'Too many reports.' },
  // Retention of meetings.
  'retention-list-missing': { status: 404, message: 'There is no such list. It may have been deleted.' },
  'retention-rules-changed': {
    status: 409,
    message: 'The rules were changed in the meantime. Nothing was done.',
  },
  'retention-no-rules': { status: 409, message: 'There are no rules, so nothing is due.' },
  'retention-busy': {
    status: 409,
    message: 'Another list is being written or carried out. Nothing was done.',
  },
  'retention-list-differs': {
    status: 409,
    message: 'This list is not the one that was seen. Nothing was deleted.',
  },
  'retention-list-old': {
    status: 409,
    message: 'This list is more than seven days old. Nothing was deleted.',
  },
  'retention-notice': {
    status: 409,
    message: 'Owners are still being told about this list. Nothing was deleted; it can be from {date}.',
  },
  'retention-interrupted': {
    status: 409,
    message: 'The server was restarted. What was not done is still there.',
  },
  'retention-stopped': { status: 409, message: '{name} stopped it.' },
} as const;

export type RefusalCode = keyof typeof refusals;

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** What a code says besides: names, amounts, the words of others. */
export type RefusalValues<C extends RefusalCode> = Readonly<
  Record<NamesIn<(typeof refusals)[C]['message']>, string>
>;

/** Why something was refused, for the page to word. */
export interface RefusalReason {
  readonly code: RefusalCode;
  readonly values: Readonly<Record<string, string>>;
}

/** What the gateway answers when it refuses; `refusal` where the page has words for it. */
export interface RefusalBody {
  readonly message: string;
  readonly refusal?: RefusalReason;
}
