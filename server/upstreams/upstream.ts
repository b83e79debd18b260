import type { Operation, RateClass, Root } from '#contract/operation.ts';
import type { UpstreamTimeouts } from './client.ts';

/** Where a system wants the credential: a header, after a prefix such as `Bearer `, or a query parameter. */
export type CredentialPlace =
  | { readonly in: 'header'; readonly name: string; readonly prefix: string }
  | { readonly in: 'query'; readonly name: string };

/** How many requests may be in progress, and wait. */
export interface Places {
  /** For everyone who shares a line: the people of a connection, or everyone with their own credential. */
  readonly total: number;
  readonly each: number;
  /** Requests of one person that may wait; further ones are refused. */
  readonly waiting: number;
}

/** This many requests of a rate class within a period. */
export interface Quota {
  readonly rateClass: RateClass;
  /** Names of the operations that count; without it, all of the class. */
  readonly only?: readonly string[];
  readonly requests: number;
  readonly perMs: number;
}

/** The most that the gateway sends to a system, however much its pages request. */
export interface UpstreamLimits {
  /** Files take long, so they have their own places (rate class `upload`). */
  readonly requests: Places;
  readonly uploads: Places;
  /** One person's requests, from the head to the end of the response; and bytes of bodies in memory. */
  readonly progress: { readonly requests: number; readonly bytes: number; readonly allBytes: number };
  /** The system's allowance for a credential, where its own refusal would come too late. */
  readonly quotas?: readonly Quota[];
  /** Largest response in bytes that is read before it is passed on, and largest that is passed on while it arrives. */
  readonly answerBytes: number;
  readonly fileBytes: number;
}

/** Names of the headers in which a system reports the remaining quota; lower case. */
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

/** A system behind the gateway, as data: everything that proxy, scheduling and wording know about it. */
export interface Upstream {
  /** In addresses and in the log. */
  readonly id: string;
  /** As people call it. */
  readonly name: string;
  /** Root of its operations at the gateway. */
  readonly root: Root;
  /** What precedes their paths at the system, below the address of a connection. */
  readonly prefix: string;
  /** What is forwarded, and nothing else. */
  readonly operations: readonly Operation[];
  /** Whose credential a request carries: the person's own, or that of an organisation's connection. */
  readonly credential: CredentialPlace & { readonly of: 'person' | 'connection' };
  readonly rateHeaders: RateHeaders;
  /**
   * Finds the error in a response: a system may send one with a 200, in a form of its own. With this, JSON is read
   * before it is passed on, and responses outside the contract are not passed on. Without it, responses go to the page
   * unchanged as they arrive: their errors are `{ "message": … }`.
   *
   * @returns undefined when the response is not an error.
   */
  readonly readError?: (status: number, body: unknown) => UpstreamError | undefined;
  readonly timeouts: UpstreamTimeouts;
  readonly limits: UpstreamLimits;
}

/** Identifies the person, or frames the request: only the gateway writes these. */
const ownHeaders =
  /^(accept|accept-.*|authorization|connection|content-.*|cookie|expect|forwarded|from|host|origin|referer|sec-.*|te|traceparent|tracestate|trailer|transfer-encoding|upgrade|user-agent|via|x-forwarded-.*|x-real-ip|x-request-id)$/;

function problemOf({ root, credential }: Upstream, row: Operation): string | undefined {
  const header = row.requestHeaders.find((name) => ownHeaders.test(name) || name === credential.name);
  if (row.root !== root) return `belongs to ${row.root}`;
  if (credential.of === 'connection' && row.access === 'public') return 'would be open to anyone';
  if (header !== undefined) return `would pass ${header} on`;
  if (row.bodyKind === 'bytes' && row.bodyTypes.length === 0) return 'has a body of no media type';
  if (row.bodyKind === 'multipart' && row.fileField === undefined) return 'has no field for its file';
  return undefined;
}

/** Checks a system before anything is sent to it. @throws Error for a row that must not be forwarded. */
export function checkUpstream(upstream: Upstream): void {
  for (const row of upstream.operations) {
    const problem = problemOf(upstream, row);
    if (problem !== undefined) throw new Error(`${row.name} of ${upstream.id} ${problem}`);
  }
}
