import type { QueryClient } from '@tanstack/react-query';
import { receive3cxCall } from '#contract/claritalk/services.ts';
import type { BodyOf } from '#contract/operation.ts';
import { urlText } from '#contract/url-text.ts';
import { type Certain, certain, type Find, type PageWatch } from '#src/api/client/certain.ts';
import { write } from '#src/api/client/write.ts';
import { refreshMeetingLists } from './meeting-cache.ts';
import { readPage } from './read-meetings.ts';

/** A telephone call as 3CX reports it. */
export type PhoneCall = BodyOf<typeof receive3cxCall>;

/** A call to report, and what existed of it before. */
export interface CallReport {
  readonly phoneCall: PhoneCall;
  /** Ids of meetings that look like this call; undefined where its meeting would not be seen, or they could not be read. */
  readonly known: readonly string[] | undefined;
}

/** Where an organisation's telephone system reports its calls. @param claritalk origin of Claritalk */
export const callAddress = (claritalk: string, tenantUuid: string): string =>
  `${claritalk}${receive3cxCall.root}${receive3cxCall.path.replace(':tenantUuid', urlText(tenantUuid))}`;

/**
 * Reports a call in place of a telephone system: the gateway lets this pass only where Claritalk is the sandbox. Where
 * the response is lost, its meeting is searched for.
 */
export async function reportCall(
  queryClient: QueryClient,
  tenantUuid: string,
  report: CallReport,
  { earlier, ...watch }: PageWatch<CallReport>,
): Promise<Certain<unknown>> {
  const finderOf =
    ({ phoneCall, known }: CallReport): Find<unknown> =>
    async (signal) => {
      if (!known) return 'untold';
      const ids = await meetingsOf(phoneCall, signal);
      return ids.some((id) => !known.includes(id)) ? { found: undefined } : 'absent';
    };
  const send = () => write(receive3cxCall, { params: { tenantUuid }, body: report.phoneCall });
  const result = await certain(send, finderOf(report), watch, earlier && finderOf(earlier));
  void refreshMeetingLists(queryClient);
  return result;
}

/**
 * Ids of the person's meetings that are of a call: begun when it began, and named by both numbers, as the sandbox does.
 * @throws ApiError
 */
export async function meetingsOf(
  { StartTime, FromCallerNumber, ToCallerNumber }: PhoneCall,
  signal?: AbortSignal,
): Promise<string[]> {
  const query = { date_start: StartTime, date_end: StartTime, limit: 100 };
  const { items } = await readPage(query, signal);
  return items
    .filter(({ name }) => name?.includes(FromCallerNumber) && name.includes(ToCallerNumber))
    .map(({ id }) => id);
}
