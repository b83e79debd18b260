import { receive3cxCall } from '#contract/claritalk/services.ts';
import { operations } from '#contract/claritalk/table.ts';
import { defaultTimeouts } from './client.ts';
import type { Upstream, UpstreamLimits } from './upstream.ts';

export const claritalkName = 'Claritalk';

/** Root of the API both at Claritalk and at the gateway. */
export const apiRoot = '/api';

/** Requested to find out whether Claritalk is there. */
export const pingPath = `${apiRoot}/ping`;

const mebibyte = 1024 * 1024;

const limits: UpstreamLimits = {
  requests: { total: 128, each: 16, waiting: 200 },
  // Chunks of audio take minutes on slow lines.
  uploads: { total: 32, each: 4, waiting: 16 },
  // More than all places and lines of one person; a body of 1 MiB is the largest that is read as a whole.
  progress: { requests: 240, bytes: 8 * mebibyte, allBytes: 96 * mebibyte },
  answerBytes: 16 * mebibyte,
  fileBytes: 4096 * mebibyte,
};

export interface ClaritalkOptions {
  /** Whether it is the local one. */
  readonly sandbox: boolean;
  readonly timeouts?: Upstream['timeouts'] | undefined;
}

/** Claritalk: everyone has their own token, and responses are passed on unchanged. */
export function claritalk({ sandbox, timeouts = defaultTimeouts }: ClaritalkOptions): Upstream {
  const forwarded = operations.filter(({ proxied }) => proxied);
  return {
    id: 'claritalk',
    name: claritalkName,
    root: apiRoot,
    prefix: apiRoot,
    // The telephone system itself calls Claritalk. The sandbox has none, so the page stands in for it.
    operations: sandbox ? [...forwarded, receive3cxCall] : forwarded,
    credential: { of: 'person', in: 'header', name: 'authorization', prefix: 'Bearer ' },
    rateHeaders: {
      limit: 'x-ratelimit-limit',
      remaining: 'x-ratelimit-remaining',
      reset: 'x-ratelimit-reset',
      retryAfter: 'retry-after',
    },
    timeouts,
    limits,
  };
}
