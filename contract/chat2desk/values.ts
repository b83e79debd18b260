/** The possible values of other operations. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { maybe } from '../fields.ts';
import { connected } from '../system.ts';
import * as shape from './shapes.ts';
import { chat2desk } from './system.ts';

const told = {
  source: 'documented',
  resource: 'Data types and values',
  method: 'GET',
  effect: 'read',
  who: 'member',
} as const;
const maybeText = maybe(v.string());
const number = v.union([v.number(), v.string()]);

export const getApiModes = connected(chat2desk, {
  ...told,
  name: 'getApiModes',
  title: 'List API modes',
  about: 'Levels of access to the API, and the monthly requests of each.',
  path: '/v1/help/api_modes',
  response: shape.answer(v.array(v.looseObject({ name: maybeText, description: maybeText }))),
  place: 'console',
});

const carries = maybe(v.record(v.string(), maybeText));

export const getTransports = connected(chat2desk, {
  ...told,
  name: 'getTransports',
  title: 'List transports',
  about: 'Messengers, and what each can send and receive.',
  path: '/v1/help/transports',
  response: shape.answer(v.record(v.string(), v.looseObject({ from_client: carries, to_client: carries }))),
  place: 'console',
});

export const getMessageTypes = connected(chat2desk, {
  ...told,
  name: 'getMessageTypes',
  title: 'List types of messages',
  about: 'Who a message is from and for.',
  path: '/v1/help/message_types',
  response: shape.answer(v.array(v.looseObject({ id: maybeText, description: maybeText }))),
  place: 'console',
});

export const getDialogStates = connected(chat2desk, {
  ...told,
  name: 'getDialogStates',
  title: 'List states of dialogs',
  about: 'Possible states of a dialog: open or closed.',
  path: '/v1/help/dialog_states',
  response: shape.answer(v.array(v.string())),
  place: 'console',
});

export const getRoles = connected(chat2desk, {
  ...told,
  name: 'getRoles',
  title: 'List roles',
  about: 'Possible roles of an operator.',
  path: '/v1/help/roles',
  response: shape.answer(v.array(v.string())),
  place: 'connection/operators',
});

const named = maybe(v.array(v.looseObject({ id: number, name: maybeText })));

export const getTicketValues = connected(chat2desk, {
  ...told,
  name: 'getTicketValues',
  title: 'List statuses and priorities of tickets',
  about: 'Possible statuses and priorities of a ticket.',
  path: '/v1/help/tickets',
  // With a space in their names.
  response: shape.answer(v.looseObject({ 'status list': named, 'priority list': named })),
  place: 'conversation',
});

export const listCountries = connected(chat2desk, {
  ...told,
  name: 'listCountries',
  title: 'List countries',
  about: 'Countries, as derived from clients’ telephone numbers.',
  path: '/v1/countries',
  query: v.strictObject(shape.page),
  response: shape.answer(
    v.array(
      v.looseObject({
        id: number,
        code: maybe(number),
        name_ru: maybeText,
        name_en: maybeText,
        iso_code: maybeText,
        currency_id: maybe(number),
        timezone_id: maybe(number),
      }),
    ),
  ),
  paging: chat2desk.paging,
  place: 'console',
});

export const listRegions = connected(chat2desk, {
  ...told,
  name: 'listRegions',
  title: 'List regions',
  about: 'Regions of countries, as derived from clients’ telephone numbers.',
  path: '/v1/regions',
  query: v.strictObject(shape.page),
  response: shape.answer(v.array(v.looseObject({ id: number, country: maybeText, region: maybeText }))),
  paging: chat2desk.paging,
  place: 'console',
});
