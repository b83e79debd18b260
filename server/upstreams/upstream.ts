import type { Operation, RateClass, Root } from '#contract/operation.ts';
import type { UpstreamTimeouts } from './client.ts';

/** Where a system wants the credential: a header, after a prefix such as `Bearer `, or a parameter of the query. */
export type CredentialPlace =
  | { readonly in: 'header'; readonly name: string; readonly prefix: string }
  | { readonly in: 'query'; readonly name: string };

/** How many requests may be under way, and wait. */
export interface Places {
  /** Of all who share a line: the people of a connection, or everyone who has a credential of their own. */
  readonly total: number;
  readonly each: number;
  /** Requests of one person that may wait; further ones are refused. */
  readonly waiting: number;
}

/** So many requests of a rate class in a time. */
export interface Quota {
  readonly rateClass: RateClass;
  /** Names of the operations that count; all of the class without. */
  readonly only?: readonly string[];
  readonly requests: number;
  readonly perMs: number;
}

/** What the gateway sends to a system at most, however much its pages ask for. */
export interface UpstreamLimits {
  /** Files are long under way, so they have places of their own (rate class `upload`). */
  readonly requests: Places;
  readonly uploads: Places;
  /** Of one person, from the head of a request to the end of its answer; and bytes of bodies that are held. */
  readonly progress: { readonly requests: number; readonly bytes: number; readonly allBytes: number };
  /** What the system allows a credential, where its own refusal would come too late. */
  readonly quotas?: readonly Quota[];
  /** Largest answer in bytes that is read before it is passed on, and largest that is passed on while it arrives. */
  readonly answerBytes: number;
  readonly fileBytes: number;
}

/** Names of the headers in which a system tells what is left of a quota; lower case. */
export interface RateHeaders {
  readonly limit: string;
  readonly remaining: string;
  readonly reset: string;
  readonly retryAfter: string;
}

/** What a system says went wrong. */
export interface UpstreamError {
  /** 4xx or 5xx. */
  readonly status: number;
  /** In its own words, for people; undefined when it has none. */
  readonly said: string | undefined;
}

/** A system behind the gateway, as data: all that proxy, scheduling and wording know of it. */
export interface Upstream {
  /** In addresses and in the log. */
  readonly id: string;
  /** As people call it. */
  readonly name: string;
  /** Root of its operations at the gateway. */
  readonly root: Root;
  /** What stands before their paths at the system, below the address of a connection. */
  readonly prefix: string;
  /** What is forwarded, and nothing else. */
  readonly operations: readonly Operation[];
  /** Whose credential a request carries: the person's own, or that of the connection which an organisation has. */
  readonly credential: CredentialPlace & { readonly of: 'person' | 'connection' };
  readonly rateHeaders: RateHeaders;
  /**
   * Finds the error in an answer: a system may say 200 to one, and words it in a form of its own. Where it is given,
   * JSON is read before it is passed on, and other answers than the contract's are not passed on. Without it answers
   * go to the page as they are, while they arrive: their errors are `{ "message": … }`.
   *
   * @returns undefined when the answer is no error.
   */
  readonly readError?: (status: number, body: unknown) => UpstreamError | undefined;
  readonly timeouts: UpstreamTimeouts;
  readonly limits: UpstreamLimits;
}

/** Says of the person, or frames the request: these are the gateway's to write. */
const ownHeaders =
  /^(accept|accept-.*|authorization|connection|content-.*|cookie|expect|forwarded|from|host|origin|referer|sec-.*|te|trailer|transfer-encoding|upgrade|user-agent|via|x-forwarded-.*|x-real-ip|x-request-id)$/;

function problemOf({ root, credential }: Upstream, row: Operation): string | undefined {
  const header = row.requestHeaders.find((name) => ownHeaders.test(name) || name === credential.name);
  if (row.root !== root) return `belongs to ${row.root}`;
  if (credential.of === 'connection' && row.access === 'public') return 'would be open to anybody';
  if (header !== undefined) return `would pass ${header} on`;
  if (row.bodyKind === 'bytes' && row.bodyTypes.length === 0) return 'has a body of no media type';
  if (row.bodyKind === 'multipart' && row.fileField === undefined) return 'has no field for its file';
  return undefined;
}

/** Looks at a system before anything is sent to it. @throws Error for a row that must not be forwarded. */
export function checkUpstream(upstream: Upstream): void {
  for (const row of upstream.operations) {
    const problem = problemOf(upstream, row);
    if (problem !== undefined) throw new Error(`${row.name} of ${upstream.id} ${problem}`);
  }
}
