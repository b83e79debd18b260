import type { ServerResponse } from 'node:http';
import { isNavigation } from './navigation.ts';
import { causeOf, type PersonPage, personPage } from './page.ts';

/** What is known where a request ends that a person may be waiting for. */
export type PersonAnswer = Partial<Pick<PersonPage, 'cause' | 'publicUrl' | 'retryAfter' | 'system'>>;

/** Returns the page for a request refused with this status; undefined when no person is waiting for the response. */
export function pageFor(response: ServerResponse, status: number, { cause, ...known }: PersonAnswer = {}) {
  const { headers, url = '' } = response.req;
  if (!isNavigation(headers)) return undefined;
  return personPage({
    cause: cause ?? causeOf(status, url),
    status,
    headers,
    requestId: String(response.getHeader('x-request-id') ?? ''),
    retryAfter: undefined,
    ...known,
  });
}
