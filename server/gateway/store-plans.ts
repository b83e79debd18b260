import type { StorePlan } from '../data/database.ts';
import { workPlan } from '../data/work-plan.ts';
import { broadcastPlan } from './connections/broadcasts/broadcast-tables.ts';
import { ledgerPlan } from './connections/ledger-tables.ts';
import { publicationPlan } from './connections/publications/publication-tables.ts';
import { sharedPlan } from './connections/shared/shared-file-tables.ts';
import { connectionPlan } from './connections/store-tables.ts';
import { consentPlan } from './consents/consent-store.ts';
import { auditPlan } from './elevation/audit-tables.ts';
import { retentionPlan } from './retention/retention-tables.ts';
import { sessionPlan } from './sessions/session-tables.ts';
import { pushPlan } from './webhooks/push-schema.ts';

/** All stores of the gateway that can be in either engine. */
export const storePlans: readonly StorePlan[] = [
  sessionPlan,
  auditPlan,
  pushPlan,
  workPlan,
  connectionPlan,
  ledgerPlan,
  retentionPlan,
  consentPlan,
  sharedPlan,
  publicationPlan,
  broadcastPlan,
];
