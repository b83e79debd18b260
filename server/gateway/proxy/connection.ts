import type { IncomingMessage } from 'node:http';
import type { UpstreamClient } from '../../upstreams/client.ts';
import type { Upstream } from '../../upstreams/upstream.ts';
import type { OwnClaim } from '../sessions/own-request.ts';
import type { Asked } from './allow-list.ts';
import type { Attempt } from './attempt.ts';
import type { GuessedPath } from './unknown-path.ts';

/** A request as it will be sent. */
export interface CheckedRequest {
  /** Path and query at the system. */
  readonly path: string;
  /** Undefined for a file. */
  readonly body: Buffer | undefined;
  /** Of its body, in bytes. */
  readonly length: number;
}

/** What applies to one request beyond the schemas of its row. */
export interface RequestRules {
  /** Fills fields in, and refuses others, before the request is checked; a promise only for a body. @throws Refusal */
  amend(place: 'query' | 'body', values: unknown): unknown;
  /** Records what is about to be sent; returns an attempt where it has an effect. @throws Refusal */
  begin(request: CheckedRequest): Promise<Attempt | undefined>;
  /** Returns what is passed on of a successful response. */
  edit(body: unknown): Promise<unknown>;
}

/** Where a request goes and with which credential. */
export interface Connection {
  /** Whose quota it counts against at the system. */
  readonly holder: string;
  /** Address of the system. */
  readonly url: string;
  /** Undefined for what is public. */
  readonly credential: string | undefined;
  /** Called when the system does not accept the credential. */
  readonly refused: () => void | Promise<void>;
  /** The path where the system has another one than the row says; without a query. */
  readonly path?: string;
  /** Where it is not certain that the system has it at this path. */
  readonly guessed?: GuessedPath | undefined;
  /** Another address than the usual one with the row's path. */
  readonly elsewhere?: {
    readonly client: UpstreamClient;
    readonly path?: string | undefined;
    /** Form fields that come before the file. */
    readonly form?: Readonly<Record<string, string>> | undefined;
  };
  readonly rules?: RequestRules;
}

/** What someone asks for. */
export type AskedRequest = Asked & { readonly request: IncomingMessage; readonly requestId: string };

/**
 * Finds the connection for a request.
 * @param claim of the person who sends it; undefined for what is public.
 * @returns undefined when there is none for this person.
 */
export type FindConnection = (
  claim: OwnClaim | undefined,
  asked: AskedRequest,
) => Connection | undefined | Promise<Connection | undefined>;

/** A further system behind the gateway, and how people are connected to it. */
export interface ConnectedUpstream {
  readonly upstream: Upstream;
  readonly find: FindConnection;
}

/** Everyone with the token of their own session. */
export const ownConnections =
  (url: string, refuse: (sessionId: string, accessToken: string) => Promise<void>): FindConnection =>
  (claim) => ({
    holder: claim?.subjectKey ?? '',
    url,
    credential: claim?.accessToken,
    refused: async () => {
      if (claim) await refuse(claim.sessionId, claim.accessToken);
    },
  });

/** Returns a request's headers and query with its credential, placed where the system wants it. */
export function withCredential(
  { credential: place }: Pick<Upstream, 'credential'>,
  credential: string | undefined,
  path: string,
): { readonly path: string; readonly headers: Readonly<Record<string, string>> } {
  if (credential === undefined) return { path, headers: {} };
  if (place.in === 'header') return { path, headers: { [place.name]: place.prefix + credential } };
  const parameter = new URLSearchParams({ [place.name]: credential });
  return { path: `${path}${path.includes('?') ? '&' : '?'}${parameter}`, headers: {} };
}
