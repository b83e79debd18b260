import * as v from 'valibot';
import { refusals } from '#contract/gateway/refusals.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import type { AttemptEnd, KeptAnswer } from '../../proxy/attempt.ts';
import type { Seal } from '../../sessions/sealed.ts';
import { contextOf, contextOfRow, type LedgerRow } from '../ledger-tables.ts';
import { kept, keptRefusal } from './kept-ends.ts';

type Whose = Parameters<typeof contextOf>[0];
type Contents = Pick<LedgerRow, 'organisation' | 'person' | 'key' | 'state' | 'status' | 'sent' | 'answer'>;

/** What was sent and what came back, sealed; what is too long is not kept. */
export class EntryContents {
  readonly #seal: Seal;
  readonly #limits: { readonly sentBytes: number; readonly answerBytes: number };

  constructor(seal: Seal, limits: { readonly sentBytes: number; readonly answerBytes: number }) {
    this.#seal = seal;
    this.#limits = limits;
  }

  closeSent(whose: Whose, sent: unknown): Uint8Array | null {
    const text = JSON.stringify(sent ?? null);
    const isKept = Buffer.byteLength(text) <= this.#limits.sentBytes;
    return isKept ? this.#seal.close(text, contextOf(whose)) : null;
  }

  closeEnd(whose: Whose, end: AttemptEnd): Uint8Array | null {
    const text = this.#textOf(end);
    return text === undefined ? null : this.#seal.close(text, contextOf(whose));
  }

  /** What was not kept is null. */
  of(row: Contents): { readonly sent: unknown; readonly answer: unknown } {
    const answer = row.state === 'done' ? this.#open(row.answer, row, kept) : undefined;
    const body = answer?.body ? Buffer.from(answer.body, 'base64').toString('utf8') : null;
    return { sent: this.#open(row.sent, row, v.unknown()) ?? null, answer: body && parse(body) };
  }

  /** @throws Refusal where it was not kept */
  answerOf(row: Contents, system: string): KeptAnswer {
    const answer = this.#open(row.answer, row, kept);
    if (!answer || (answer.body === null && answer.hadBody)) throw refusal('answer-not-kept', { system });
    const { status, headers, body } = answer;
    return { status, headers, body: Buffer.from(body ?? '', 'base64') };
  }

  refusalOf(row: Contents, system: string): Refusal {
    const told = this.#open(row.answer, row, keptRefusal);
    if (!told) return refusal('upstream-failed', { system, status: String(row.status ?? 400) }, {}, 400);
    const { code, status, values } = told;
    return new Refusal(status, refusals[code].message, {}, { reason: { code, values } });
  }

  #textOf(end: AttemptEnd): string | undefined {
    if (end.state === 'done') {
      const { status, headers, body } = end.answer;
      const isKept = body !== undefined && body.length <= this.#limits.answerBytes;
      const hadBody = body === undefined || body.length > 0;
      return JSON.stringify({ status, headers, body: isKept ? body.toString('base64') : null, hadBody });
    }
    const { reason, status } = end.refusal;
    return end.state === 'refused' && reason ? JSON.stringify({ status, ...reason }) : undefined;
  }

  #open<S extends v.GenericSchema>(
    sealed: Uint8Array | null,
    row: Contents,
    schema: S,
  ): v.InferOutput<S> | undefined {
    const text = sealed && this.#seal.open(sealed, contextOfRow(row));
    const result = v.safeParse(schema, text ? parse(text) : undefined);
    return result.success ? result.output : undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
