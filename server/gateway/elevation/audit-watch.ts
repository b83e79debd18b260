import type { Logger } from '../http/log.ts';
import type { AuditLog } from './audit-log.ts';

/** Some 600,000 entries; looking at the newest of them takes no longer than at the first. */
const largeBytes = 256 * 1024 * 1024;
const againAfterMs = 24 * 60 * 60 * 1000;

/**
 * The audit log is never shortened here: anyone who could do that could hide something. Makes the function that says, once
 * a day, that it is time to set it aside (docs/deployment.md).
 */
export function auditWatch(
  audit: Pick<AuditLog, 'bytes'>,
  log: Logger,
  { large = largeBytes, now = Date.now }: { readonly large?: number; readonly now?: () => number } = {},
): () => void {
  let saidAt = Number.NEGATIVE_INFINITY;
  return () => {
    const bytes = audit.bytes();
    if (bytes < large || now() - saidAt < againAfterMs) return;
    saidAt = now();
    log.warn('the audit log is large; set it aside, see docs/deployment.md', { bytes });
  };
}
