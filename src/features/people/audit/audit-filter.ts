import { auditActions } from '#contract/gateway/admin.ts';
import type { AuditFilter } from '#src/api/gateway/audit.ts';

export const auditOutcomes = ['done', 'refused', 'failed', 'unknown'] as const;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the address's query; whatever is odd is left out. */
export function readAuditFilter(query: URLSearchParams): AuditFilter {
  const action = auditActions.find((known) => known === query.get('action'));
  const outcome = auditOutcomes.find((known) => known === query.get('outcome'));
  const actor = query.get('by') ?? '';
  return {
    ...(action ? { action } : {}),
    ...(outcome ? { outcome } : {}),
    ...(uuid.test(actor) ? { actor } : {}),
  };
}

/** The address's query for a filter. */
export function writeAuditFilter({ action, outcome, actor }: AuditFilter): string {
  const query = new URLSearchParams();
  if (action) query.set('action', action);
  if (outcome) query.set('outcome', outcome);
  if (actor) query.set('by', actor);
  const written = query.toString();
  return written === '' ? '' : `?${written}`;
}
