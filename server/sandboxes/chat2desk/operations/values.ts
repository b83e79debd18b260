import {
  apiModes,
  dialogStates,
  messageTypes,
  operatorRoles,
  ticketPriorities,
  ticketStatuses,
  transports,
} from '#contract/chat2desk/enumerations.ts';
import * as contract from '#contract/chat2desk/values.ts';
import { handle, success } from '../handler.ts';
import { pageOf } from '../store/lists.ts';
import { countries } from '../values/countries.ts';
import { regions } from '../values/regions.ts';

const modes: Readonly<Record<(typeof apiModes)[number], string>> = {
  locked: 'no requests',
  demo: '10000 requests per month',
  normal: '250000 requests per month',
  unlimited: 'unlimited requests per month',
};

const getApiModes = handle(contract.getApiModes, () =>
  success(apiModes.map((name) => ({ name, description: modes[name] }))),
);

const kinds = ['text', 'image', 'audio', 'video', 'pdf', 'location'];
const carries = (carried: readonly string[]) =>
  Object.fromEntries(kinds.map((kind) => [kind, carried.includes(kind) ? 'yes' : 'no']));

const getTransports = handle(contract.getTransports, () =>
  success(
    Object.fromEntries(
      Object.entries(transports).map(([name, toClient]) => [
        name,
        // Clients may send whatever their messenger can: more than can be sent to them.
        { from_client: carries(name.startsWith('sms') ? ['text'] : kinds), to_client: carries(toClient) },
      ]),
    ),
  ),
);

const descriptions: Readonly<Record<(typeof messageTypes)[number], string>> = {
  system: 'System message to client',
  autoreply: 'Auto message',
  to_client: 'Message for client',
  from_client: 'Message from client',
  comment: 'Comment for operators',
};

const getMessageTypes = handle(contract.getMessageTypes, () =>
  success(messageTypes.map((id) => ({ id, description: descriptions[id] }))),
);
const getDialogStates = handle(contract.getDialogStates, () => success(dialogStates));
const getRoles = handle(contract.getRoles, () => success(operatorRoles));

const named = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([id, name]) => ({ id: Number(id), name }));

const getTicketValues = handle(contract.getTicketValues, () =>
  success({ 'status list': named(ticketStatuses), 'priority list': named(ticketPriorities) }),
);

const listCountries = handle(contract.listCountries, ({ query }) => ({
  ...pageOf(countries(), query),
  status: 'success',
}));
const listRegions = handle(contract.listRegions, ({ query }) => ({
  ...pageOf(regions, query),
  status: 'success',
}));

export const valueHandlers = [
  getApiModes,
  getTransports,
  getMessageTypes,
  getDialogStates,
  getRoles,
  getTicketValues,
  listCountries,
  listRegions,
];
