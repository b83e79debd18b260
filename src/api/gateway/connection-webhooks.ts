import { mutationOptions, type QueryClient } from '@tanstack/react-query';
import { repairWebhook, revealWebhook, setWebhookSecret } from '#contract/gateway/connections.ts';
import type { SystemId } from '#contract/system.ts';
import { fields, text } from '#src/lib/reader.ts';
import { type Certain, certain, type Find, type Watch } from '../client/certain.ts';
import { elevated, type IdempotencyKey, wishNow } from '../client/idempotency-key.ts';
import { orThrow, write } from '../client/write.ts';
import { findConnection, renewed } from './connections.ts';

export interface ChangeOfWebhook extends IdempotencyKey {
  readonly system: SystemId;
}

/** Has the gateway register the webhook of a connection, or switch it on again. Doing so twice does no harm. */
export async function repair(
  queryClient: QueryClient,
  given: ChangeOfWebhook,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { system, since } = given;
  const send = () => write(repairWebhook, { params: { system }, ...elevated(given) });
  const find = findConnection(system, ({ connection }) => {
    const { state, checkedAt } = connection?.webhook ?? {};
    return state === 'working' && checkedAt && checkedAt.getTime() >= since ? connection : undefined;
  });
  return renewed(queryClient, await certain<unknown>(send, find, watch));
}

export interface NewSecret extends ChangeOfWebhook {
  readonly secret: string;
  /** Whether there was one before: then nothing shows whether it was replaced. */
  readonly replaces: boolean;
}

/** Stores the secret with which a system proves that a delivery is genuine. */
export async function saveWebhookSecret(
  queryClient: QueryClient,
  given: NewSecret,
  watch: Watch,
): Promise<Certain<unknown>> {
  const { system, secret, replaces } = given;
  const send = () => write(setWebhookSecret, { params: { system }, body: { secret }, ...elevated(given) });
  const isSet: Find<unknown> = findConnection(system, ({ connection }) =>
    connection?.webhook?.state === 'not-set-up' ? undefined : connection,
  );
  const find: Find<unknown> = replaces ? async () => 'untold' : isSet;
  return renewed(queryClient, await certain<unknown>(send, find, watch));
}

/** Returns the address to register by hand, which is a secret: reading it is recorded in the audit log. */
export const revealWebhookOptions = (system: SystemId) =>
  mutationOptions({
    mutationFn: async () => {
      const wire = fields(
        orThrow(await write(revealWebhook, { params: { system }, ...elevated(wishNow()) })),
      );
      return { address: text(wire.address) ?? '', header: text(wire.header) ?? '' };
    },
  });
