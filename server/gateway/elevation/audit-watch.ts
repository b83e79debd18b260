import type { Logger } from '../http/log.ts';
import type { AuditLog } from './audit-log.ts';

/** Some 600,000 entries; reading the newest takes no longer than reading the first. */
const largeBytes = 256 * 1024 * 1024;
const againAfterMs = 24 * 60 * 60 * 1000;

/**
 * Creates the function that says, once a day, that it is time to set the audit log aside (docs/deployment.md). It is
 * never shortened here: anyone who could do that could hide something.
 */
export function auditWatch(
  audit: Pick<AuditLog, 'bytes'>,
  log: Logger,
  { large = largeBytes, now = Date.now }: { readonly large?: number; readonly now?: () => number } = {},
): () => Promise<void> {
  let saidAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const bytes = await audit.bytes();
    if (bytes < large || now() - saidAt < againAfterMs) return;
    saidAt = now();
    log.warn('the audit log is large; set it aside, see docs/deployment.md', { bytes });
  };
}
