import type { QueryClient } from '@tanstack/react-query';
import {
  createUserEmail,
  createUserEmailAttachment,
  processUserEmailAttachmentUpload,
  sendUserEmail,
  uploadUserEmailAttachment,
} from '#contract/courier/emails.ts';
import type { About } from '#contract/gateway/sent.ts';
import { type Certain, certain, type Watch } from '../client/certain.ts';
import type { elevated, IdempotencyKey } from '../client/idempotency-key.ts';
import { type Outcome, orThrow, write } from '../client/write.ts';
import { madeId, prepared } from './prepared.ts';
import { aboutMeeting, foundAtMeeting, renewSent } from './sent-by-courier.ts';

/** An e-mail about a meeting. */
export interface EmailOfMeeting extends IdempotencyKey {
  /** UUID. */
  readonly meeting: string;
  /** What else it is about; the meeting as such where that is not said. */
  readonly about?: About | undefined;
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
    const draft = await drafted(email);
    if (draft.kind !== 'done') return draft;
    const params = { id: draft.value };
    return write(sendUserEmail, { params, body: {}, ...aboutMeeting(email.meeting, email, email.about) });
  };
  const result = await certain<unknown>(send, foundAtMeeting(email.meeting, email.key), watch);
  await renewSent(queryClient);
  return result;
}

/** A draft with its file. */
const drafted = ({ individual, subject, text, pdf, signal }: EmailOfMeeting) =>
  prepared(async (wish) => {
    const attributes = { 'individual-id': individual, subject, message: text };
    const body = { data: { type: 'user-emails' as const, attributes } };
    const id = madeId(createUserEmail.name, orThrow(await write(createUserEmail, { body, ...wish() })).data);
    if (pdf) await attach(id, pdf, wish);
    return id;
  }, signal);

async function attach(
  email: string,
  { name, content }: NonNullable<EmailOfMeeting['pdf']>,
  wish: () => ReturnType<typeof elevated>,
): Promise<void> {
  const attributes = { 'email-id': email, filename: name, 'content-type': 'application/pdf' as const };
  const body = { data: { type: 'user-email-attachments' as const, attributes } };
  const announced = orThrow(await write(createUserEmailAttachment, { body, ...wish() }));
  const params = { id: madeId(createUserEmailAttachment.name, announced) };
  orThrow(await write(uploadUserEmailAttachment, { params, form: content, ...wish() }));
  orThrow(await write(processUserEmailAttachmentUpload, { params, body: {}, ...wish() }));
}
