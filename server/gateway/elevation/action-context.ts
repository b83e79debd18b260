import type { Caller } from './admins.ts';
import type { ClaritalkCall } from './claritalk-calls.ts';
import type { CheckHookUrl } from './hook-url.ts';
import type { ServiceAccount } from './service-account.ts';

/** What an action works with. */
export interface ActionContext {
  readonly caller: Caller;
  readonly call: ClaritalkCall;
  readonly service: ServiceAccount;
  readonly checkHookUrl: CheckHookUrl;
}

/** Claritalk's response to it. */
export interface ActionResult {
  readonly status: number;
  readonly body: unknown;
}
