import type { Handler } from './operation-handler.ts';
import { groupHandlers } from './operations/groups.ts';
import { integrationHandlers } from './operations/integrations.ts';
import { meetingHandlers } from './operations/meetings.ts';
import { organisationHandlers } from './operations/organisations.ts';
import { serviceHandlers } from './operations/services.ts';
import { templateHandlers } from './operations/templates.ts';
import { userHandlers } from './operations/users.ts';

/** One handler per operation of the contract. */
export const handlers: readonly Handler[] = [
  ...userHandlers,
  ...organisationHandlers,
  ...templateHandlers,
  ...meetingHandlers,
  ...groupHandlers,
  ...integrationHandlers,
  ...serviceHandlers,
];
