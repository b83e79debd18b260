import type { Finding } from '../client/certain.ts';
import { type AuditEntry, type AuditFilter, readAudit } from './audit.ts';

/** The clock of this page may be a little off the gateway's. */
const clockSkewMs = 2_000;

/**
 * What the gateway has recorded about an administrative request whose response did not arrive. It knows how it ended,
 * unless Claritalk's own response was lost.
 *
 * @param since instant before the request, milliseconds since the epoch on the server's clock
 * @throws ApiError
 */
export async function findAudited(
  filter: Required<Pick<AuditFilter, 'action' | 'actor'>>,
  isSame: (entry: AuditEntry) => boolean,
  since: number,
  signal: AbortSignal | undefined,
): Promise<Finding<void>> {
  const { entries } = await readAudit(filter, 1, signal);
  const entry = entries.find(
    (noted) => noted.at !== undefined && noted.at.getTime() >= since - clockSkewMs && isSame(noted),
  );
  // The gateway has not heard of it, so far.
  if (!entry) return 'absent';
  switch (entry.outcome) {
    case 'done':
      return { found: undefined };
    case 'refused':
      return 'absent';
    case undefined:
      return 'unseen';
    default:
      return 'untold';
  }
}
