import { processDelivery, revealHookAddress } from '#contract/gateway/push.ts';
import { type Action, action } from '../elevation/action.ts';
import { refusal } from '../http/refusal.ts';
import { type HookSecrets, hookAddress } from '../webhooks/hook-secrets.ts';
import type { PushStore } from '../webhooks/push-store.ts';

export interface WebhookActionsOptions {
  readonly publicUrl: string;
  readonly secrets: HookSecrets;
  readonly store: PushStore;
}

/** What admins do with webhooks, and what is therefore in the audit log: reading the secret, announcing again. */
export function webhookActions({ publicUrl, secrets, store }: WebhookActionsOptions): readonly Action[] {
  const reveal = action({
    operation: revealHookAddress,
    name: 'revealHookAddress',
    alone: false,
    target: () => publicUrl,
    run: async () => ({ status: 200, body: { address: hookAddress(publicUrl, secrets) } }),
  });
  const process = action({
    operation: processDelivery,
    name: 'processDelivery',
    alone: false,
    target: ({ id }) => id,
    async run({ caller }, { id }) {
      const processed = await store.process(Number(id), caller.name || caller.uuid);
      if (!processed) throw missingDelivery();
      if (!processed.event) throw refusal('delivery-untold', {});
      return { status: 200, body: processed.delivery };
    },
  });
  return [reveal, process];
}

export const missingDelivery = () => refusal('delivery-missing', {});
