import type { QueryClient } from '@tanstack/react-query';
import { decodeQr, deleteOutbox, switchCompanyMode, updateCompany } from '#contract/chat2desk/company.ts';
import { fields, text } from '#src/lib/reader.ts';
import type { Certain, PageWatch } from '../../client/certain.ts';
import { callForAnswer } from '../../client/client.ts';
import { elevated, type IdempotencyKey } from '../../client/idempotency-key.ts';
import { write } from '../../client/write.ts';
import { change } from '../change.ts';
import { dataOf } from '../wire.ts';
import { companyKeys, type Notes, noteNumbers, readApiInfo, readCompany } from './company.ts';

export interface ChangeOfMode extends IdempotencyKey {
  readonly online: boolean;
}

/** Switches the company online or offline, which decides the automatic replies that all clients get. */
export const switchMode = (
  queryClient: QueryClient,
  given: ChangeOfMode,
  watch: PageWatch<ChangeOfMode>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ online, ...wish }) =>
      write(switchCompanyMode, { body: { mode: online ? 'online' : 'offline' }, ...elevated(wish) }),
    async read({ online }, signal) {
      const company = await readCompany(signal);
      return company.online === online ? company : undefined;
    },
    renews: [companyKeys.all],
  });

export interface ChangeOfNotes extends IdempotencyKey {
  /** Those that differ. */
  readonly notes: Partial<Notes>;
}

/** Changes the texts that are stored with the company. */
export const saveNotes = (
  queryClient: QueryClient,
  given: ChangeOfNotes,
  watch: PageWatch<ChangeOfNotes>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: ({ notes, ...wish }) => write(updateCompany, { body: { custom_fields: notes }, ...elevated(wish) }),
    async read({ notes }, signal) {
      const info = await readApiInfo(signal);
      const isSo = noteNumbers.every(
        (number) => (notes[number] ?? info.notes[number]) === info.notes[number],
      );
      return isSo ? info : undefined;
    },
    renews: [companyKeys.api],
  });

/** Deletes all messages of the company that wait to be sent. Nothing that can be read shows them. */
export const deleteUnsent = (
  queryClient: QueryClient,
  given: IdempotencyKey,
  watch: PageWatch<IdempotencyKey>,
): Promise<Certain<unknown>> =>
  change(queryClient, given, watch, {
    send: (wish) => write(deleteOutbox, elevated(wish)),
    renews: [],
  });

/** Returns what the QR code in a picture says; undefined where it has none. @throws ApiError */
export async function readQr(address: string, signal?: AbortSignal): Promise<string | undefined> {
  // It only reads, although Chat2Desk has it as a POST.
  const { data: wire } = await callForAnswer(decodeQr, { body: { image_path: address }, signal });
  const said = dataOf(wire);
  const { text: code, data, result } = fields(said);
  return text(said) ?? text(code) ?? text(data) ?? text(result);
}
