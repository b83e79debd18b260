import type { QueryClient } from '@tanstack/react-query';
import {
  createUserEmail,
  createUserEmailAttachment,
  processUserEmailAttachmentUpload,
  sendUserEmail,
  uploadUserEmailAttachment,
} from '#contract/courier/emails.ts';
import { fields, text as textOf } from '#src/lib/reader.ts';
import { type Certain, certain, type Watch } from '../client/certain.ts';
import { ApiError } from '../client/errors.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { type Outcome, orThrow, write } from '../client/write.ts';
import { aboutMeeting, foundAtMeeting, renewSent } from './sent-by-courier.ts';

/** An e-mail about a meeting. */
export interface EmailOfMeeting extends IdempotencyKey {
  /** UUID. */
  readonly meeting: string;
  /** UUID of the recipient at Courier, who has their address. */
  readonly individual: string;
  readonly subject: string;
  readonly text: string;
  /** Undefined for the text alone. */
  readonly pdf: { readonly name: string; readonly content: Blob } | undefined;
}

/**
 * Writes an e-mail as a draft, attaches the file and sends it, once. Until the last step nobody gets anything: a draft
 * that is not known to be whole is left behind, and another one is written. When the response to sending is lost, the
 * gateway looks at the draft, which says whether it was sent.
 */
export async function sendEmailOfMeeting(
  queryClient: QueryClient,
  email: EmailOfMeeting,
  watch: Watch,
): Promise<Certain<unknown>> {
  const send = async (): Promise<Outcome<unknown>> => {
    const drafted = await prepared(email);
    if (drafted.kind !== 'done') return drafted;
    const params = { id: drafted.value };
    return write(sendUserEmail, { params, body: {}, ...aboutMeeting(email.meeting, email) });
  };
  const result = await certain<unknown>(send, foundAtMeeting(email.meeting, email.key), watch);
  await renewSent(queryClient);
  return result;
}

/** A draft with its file. Never `unknown`: whatever became of a draft, it was not sent. */
async function prepared(email: EmailOfMeeting): Promise<Outcome<string>> {
  const first = await attempt(email);
  const last = first.kind === 'unknown' ? await attempt(email) : first;
  return last.kind === 'unknown' ? { kind: 'refused', error: notPrepared(last.error) } : last;
}

async function attempt({ individual, subject, text, pdf, signal }: EmailOfMeeting): Promise<Outcome<string>> {
  // Each try is another draft, and each of its steps a request of its own.
  const wish = () => elevated({ key: crypto.randomUUID(), signal });
  try {
    const attributes = { 'individual-id': individual, subject, message: text };
    const body = { data: { type: 'user-emails' as const, attributes } };
    const id = idOf(orThrow(await write(createUserEmail, { body, ...wish() })).data);
    if (pdf) await attach(id, pdf, wish);
    return { kind: 'done', value: id };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { kind: error.mayBeDone ? 'unknown' : 'refused', error };
  }
}

async function attach(
  email: string,
  { name, content }: NonNullable<EmailOfMeeting['pdf']>,
  wish: () => ReturnType<typeof elevated>,
): Promise<void> {
  const attributes = { 'email-id': email, filename: name, 'content-type': 'application/pdf' as const };
  const body = { data: { type: 'user-email-attachments' as const, attributes } };
  const params = { id: idOf(orThrow(await write(createUserEmailAttachment, { body, ...wish() }))) };
  orThrow(await write(uploadUserEmailAttachment, { params, form: content, ...wish() }));
  orThrow(await write(processUserEmailAttachmentUpload, { params, body: {}, ...wish() }));
}

/** @throws ApiError where there is no id, as for any answer that cannot be read */
function idOf(wire: unknown): string {
  const id = textOf(fields(wire).id);
  if (id === undefined) throw new ApiError({ kind: 'server', operation: createUserEmail.name });
  return id;
}

/** That it may have been done is true of the draft alone, of which nobody hears. */
const notPrepared = (error: ApiError): ApiError =>
  error.refusal?.code === 'outcome-unknown'
    ? new ApiError({
        kind: error.kind,
        operation: error.operation,
        status: error.status,
        refusal: { code: 'upstream-silent', values: error.refusal.values },
        mayBeDone: false,
      })
    : error.withOutcome(false);
