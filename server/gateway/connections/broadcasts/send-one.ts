import { createUserEmail, sendUserEmail } from '#contract/courier/emails.ts';
import { sendText } from '#contract/courier/texts.ts';
import type { BroadcastTemplate } from '#contract/gateway/broadcasts.ts';
import { fillPath } from '#contract/match.ts';
import { refusal } from '../../http/refusal.ts';
import { askSystem } from '../ask-system.ts';
import { checkText } from '../courier/consent.ts';
import { fieldAt } from '../fields.ts';
import type { Person } from '../store.ts';
import { askingOf } from '../system-clients.ts';
import { writeNoted } from '../write-noted.ts';
import { askInTurn, type Broadcasting } from './broadcasting.ts';
import { type Checked, messageTo } from './check-recipients.ts';

const withinMs = 30_000;

/** One message to one recipient. */
export interface OneMessage {
  readonly organisation: string;
  /** Who sends it. */
  readonly person: Person;
  /** Idempotency key. */
  readonly key: string;
  readonly template: BroadcastTemplate;
  readonly to: Pick<Checked, 'individual' | 'address' | 'values'>;
  readonly account: string | null;
  /** A draft that was made before. */
  readonly draft: string | null;
  /** Keeps the id of a draft. */
  readonly onDraft: (id: string) => Promise<void>;
  /** It leaves now: from here on the system may have it. */
  readonly onLeave: () => Promise<void>;
}

/** Sends one message, in the ledger. Returns the id that it has at the system. @throws Refusal */
export async function sendOne(
  options: Broadcasting,
  message: OneMessage,
  signal: AbortSignal,
): Promise<string | null> {
  const { organisation, person, key, template, to, onLeave } = message;
  const noted = { organisation, person, key };
  if (template.way === 'text') {
    const people = await options.courier.peopleOf(organisation);
    // They may have answered STOP a moment ago.
    await checkText({ ask: askInTurn(options, organisation, signal), people }, to.address);
    const { text } = messageTo(template, to.values);
    const attributes = { 'account-id': message.account, target: to.address, message: text };
    const body = { data: { type: 'texts', attributes } };
    const write = { ...noted, row: sendText, path: sendText.path, body };
    return options.turns.run(organisation, signal, async () => {
      await onLeave();
      return madeBy(await writeNoted(options, write));
    });
  }
  const id = message.draft ?? (await draftOf(options, message, signal));
  const path = fillPath(sendUserEmail.path, { id });
  await options.turns.run(organisation, signal, async () => {
    await onLeave();
    await writeNoted(options, { ...noted, row: sendUserEmail, path, body: {} });
  });
  return id;
}

/** Writes an e-mail that nobody gets yet, so that nothing is lost with the response: another one can be written. */
async function draftOf(
  options: Broadcasting,
  { organisation, template, to, onDraft }: OneMessage,
  signal: AbortSignal,
): Promise<string> {
  const { offered } = options;
  const { subject, text } = messageTo(template, to.values);
  const attributes = { 'individual-id': to.individual, subject, message: text };
  const asking = await askingOf(options, organisation);
  const ask = () =>
    askSystem(offered, asking, {
      operation: createUserEmail.name,
      body: { data: { type: 'user-emails', attributes } },
      withinMs,
    });
  try {
    const answer = await options.turns.run(organisation, signal, ask);
    const id = madeBy(answer);
    if (id === null) throw refusal('upstream-unreadable', { system: offered.system.name });
    await onDraft(id);
    return id;
  } catch (error) {
    if (error === asking.bad) await asking.refused();
    throw error;
  }
}

function madeBy(answer: unknown): string | null {
  const id = fieldAt(answer, 'data.id');
  return typeof id === 'string' ? id : null;
}
