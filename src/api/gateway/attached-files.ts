import type { QueryClient } from '@tanstack/react-query';
import { shareAttachment } from '#contract/gateway/shared-files.ts';
import { fields, instant, number, text } from '#src/lib/reader.ts';
import { type Certain, certain, type Find, type Watch } from '../client/certain.ts';
import type { ApiError } from '../client/errors.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { type Outcome, write } from '../client/write.ts';

/** A file that a person chose for a client. */
export interface ChosenFile extends IdempotencyKey {
  readonly client: number;
  readonly name: string;
  /** `application/octet-stream`: the gateway looks at its content. */
  readonly content: Blob;
}

/** A file at the gateway that a message can be sent with. Whoever has its link can fetch it. */
export interface AttachedFile {
  readonly id: number;
  readonly link: string;
  readonly name: string;
  /** Media type. */
  readonly type: string;
  /** Bytes. */
  readonly size: number;
  /** Until when its link works, in ms since the epoch. */
  readonly until: number;
}

const system = 'chat2desk';

/** Gives the gateway a file. The same key and file make the same link, so a lost response is asked for again. */
export async function attachAFile(
  _queryClient: QueryClient,
  chosen: ChosenFile,
  watch: Watch,
): Promise<Certain<AttachedFile>> {
  const send = async (): Promise<Outcome<AttachedFile>> => {
    const { client, name, content } = chosen;
    const params = { system, client: String(client) } as const;
    const outcome = await write(shareAttachment, {
      params,
      query: { name },
      form: content,
      ...elevated(chosen),
    });
    if (outcome.kind !== 'done') return outcome;
    const { until, ...rest } = fields(outcome.value);
    const file = readAttachedFile({ ...rest, size: content.size, until: instant(until)?.getTime() });
    if (!file) throw new TypeError('an attached file without a link');
    return { kind: 'done', value: file };
  };
  const find: Find<AttachedFile> = async () => {
    const again = await send();
    if (again.kind === 'done') return { found: again.value };
    throw again.error satisfies ApiError;
  };
  return certain<AttachedFile>(send, find, watch);
}

/** Undefined for anything else. */
export function readAttachedFile(wire: unknown): AttachedFile | undefined {
  const one = fields(wire);
  const [id, size, until] = [number(one.id), number(one.size), number(one.until)];
  const [link, name, type] = [text(one.link), text(one.name), text(one.type)];
  if (id === undefined || size === undefined || until === undefined) return undefined;
  if (link === undefined || name === undefined || type === undefined) return undefined;
  return { id, link, name, type, size, until };
}
