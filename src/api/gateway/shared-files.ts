import type { QueryClient } from '@tanstack/react-query';
import { revokeSharedFile, sharedRoot, shareFile } from '#contract/gateway/shared-files.ts';
import { fields, text } from '#src/lib/reader.ts';
import { type Certain, certain, type Find, type Watch } from '../client/certain.ts';
import { ApiError } from '../client/errors.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { type Outcome, write } from '../client/write.ts';
import { conversationKeys } from './follow-conversations.ts';
import { sentKeys } from './sent.ts';

/** A PDF for one client, of a meeting. Its key is that of the message that will contain its link. */
export interface FileToShare extends Pick<IdempotencyKey, 'key' | 'signal'> {
  /** Id of the client at Chat2Desk, or UUID of the individual at Courier. */
  readonly client: number | string;
  /** UUID. */
  readonly meeting: string;
  readonly name: string;
  readonly content: Blob;
}

const system = 'chat2desk';

/**
 * Makes a link. The same key and file give the same link, so a lost response is asked for again.
 * @returns the link's address.
 */
export async function shareAFile(file: FileToShare): Promise<Outcome<string>> {
  const { key, signal, client, meeting, name, content: form } = file;
  const of = typeof client === 'string' ? 'courier' : system;
  const params = { system: of, client: String(client) } as const;
  const send = () =>
    write(shareFile, { params, query: { meeting, name }, form, ...elevated({ key, signal }) });
  const first = await send();
  const outcome = first.kind === 'unknown' ? await send() : first;
  if (outcome.kind !== 'done') return outcome;
  const link = text(fields(outcome.value).link);
  // Without one there is nothing to send; what was kept ends after a while.
  return link === undefined
    ? {
        kind: 'refused',
        error: new ApiError({ kind: 'server', operation: shareFile.name, mayBeDone: false }),
      }
    : { kind: 'done', value: link };
}

/** What a link takes in a text: as long as one that is made. */
export const linkPlaceholder = (): string => `${location.origin}${sharedRoot}/${'x'.repeat(43)}`;

/** A link to end. */
export interface Revocation extends IdempotencyKey {
  /** Of the shared file. */
  readonly file: number;
}

/** Ends a link and deletes its file. Repeating that changes nothing, so a lost response is asked for again. */
export async function revokeAFile(
  queryClient: QueryClient,
  revocation: Revocation,
  watch: Watch,
): Promise<Certain<unknown>> {
  const params = { system, id: String(revocation.file) } as const;
  const send = () => write(revokeSharedFile, { params, ...elevated(revocation) });
  const find: Find<unknown> = async () => {
    const again = await send();
    if (again.kind === 'done') return { found: undefined };
    throw again.error satisfies ApiError;
  };
  const result = await certain<unknown>(send, find, watch);
  void queryClient.invalidateQueries({ queryKey: conversationKeys.all });
  await queryClient.invalidateQueries({ queryKey: sentKeys.all });
  return result;
}
