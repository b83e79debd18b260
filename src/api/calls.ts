import type { QueryClient } from '@tanstack/react-query';
import { receive3cxCall } from '#contract/claritalk.ts';
import type { BodyOf } from '#contract/operation.ts';
import { call } from './client.ts';
import { meetingKeys } from './meetings.ts';

/** A telephone call as 3CX reports it. */
export type PhoneCall = BodyOf<typeof receive3cxCall>;

/** Where an organisation's telephone system reports its calls. @param claritalk origin of Claritalk */
export const callAddress = (claritalk: string, tenantUuid: string): string =>
  `${claritalk}${receive3cxCall.root}${receive3cxCall.path.replace(':tenantUuid', encodeURIComponent(tenantUuid))}`;

/**
 * Reports a call in place of a telephone system. The gateway lets this pass only where Claritalk is the sandbox.
 * @throws ApiError
 */
export async function reportCall(
  queryClient: QueryClient,
  tenantUuid: string,
  phoneCall: PhoneCall,
): Promise<void> {
  await call(receive3cxCall, { params: { tenantUuid }, body: phoneCall });
  void queryClient.invalidateQueries({ queryKey: meetingKeys.lists });
}
