import type { Handler } from './handler.ts';
import { clientHandlers } from './operations/clients.ts';
import { companyHandlers } from './operations/company.ts';
import { dialogHandlers } from './operations/dialogs.ts';
import { importHandlers } from './operations/import.ts';
import { messageHandlers } from './operations/messages.ts';
import { operatorHandlers } from './operations/operators.ts';
import { menuHandlers } from './operations/self-service.ts';
import { statisticsHandlers } from './operations/statistics.ts';
import { tagHandlers } from './operations/tags.ts';
import { templateHandlers } from './operations/templates.ts';
import { ticketHandlers } from './operations/tickets.ts';
import { transferHandlers } from './operations/transfers.ts';
import { valueHandlers } from './operations/values.ts';
import { webhookHandlers } from './operations/webhook-settings.ts';

/** One handler per operation of the contract. */
export const handlers: readonly Handler[] = [
  ...clientHandlers,
  ...messageHandlers,
  ...transferHandlers,
  ...importHandlers,
  ...dialogHandlers,
  ...webhookHandlers,
  ...operatorHandlers,
  ...tagHandlers,
  ...ticketHandlers,
  ...templateHandlers,
  ...menuHandlers,
  ...valueHandlers,
  ...companyHandlers,
  ...statisticsHandlers,
];
