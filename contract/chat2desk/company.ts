/** The company: what it is, has and counts. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { day, integerQuery, maybe, text, webUrl } from '../fields.ts';
import { connected } from '../system.ts';
import { statisticsReports } from './enumerations.ts';
import * as shape from './shapes.ts';
import { chat2desk } from './system.ts';

const told = { source: 'documented', resource: 'Company' } as const;
const maybeText = maybe(v.string());
const maybeNumber = maybe(v.union([v.number(), v.string()]));

export const getCompany = connected(chat2desk, {
  ...told,
  name: 'getCompany',
  title: 'Get the company',
  about: 'Name, working hours and time zone of the company, and whether it is online.',
  method: 'GET',
  path: '/v1/companies/info',
  response: shape.answer(
    v.looseObject({
      id: maybeNumber,
      name: maybeText,
      /** Hours such as `09 : 00`. */
      workingHours: maybe(v.array(v.looseObject({ begin: maybeText, end: maybeText }))),
      timezone: maybeText,
      online: maybe(v.boolean()),
    }),
  ),
  effect: 'read',
  who: 'admin',
  place: 'connection/company',
});

export const getApiInfo = connected(chat2desk, {
  ...told,
  name: 'getApiInfo',
  title: 'Get what the API allows',
  about: 'The API mode, requests made and remaining this month, and paid options.',
  method: 'GET',
  path: '/v1/companies/api_info',
  response: shape.answer(
    v.looseObject({
      companyID: maybeNumber,
      partnerID: maybeNumber,
      partner_type: maybeText,
      company_mode: maybeText,
      company_name: maybeText,
      company_lang: maybeText,
      admin_email: maybeText,
      hook: maybe(v.unknown()),
      hook_preferences: maybe(v.unknown()),
      current_version: maybeNumber,
      channels: maybeNumber,
      custom_info: maybe(v.unknown()),
      write_first_option: maybe(v.boolean()),
      domain_urls: maybe(v.array(v.string())),
      api_calls: maybe(shape.apiCalls),
    }),
  ),
  effect: 'read',
  who: 'admin',
  place: 'connection/company',
});

export const getStatistics = connected(chat2desk, {
  ...told,
  name: 'getStatistics',
  title: 'Get statistics of a day',
  about:
    'One of five reports for one day, in the company’s time zone; today’s is available tomorrow. A paid feature.',
  method: 'GET',
  path: '/v1/statistics',
  query: v.strictObject({
    report: v.picklist(statisticsReports),
    date: day,
    // No maximum is given for this list.
    limit: v.optional(integerQuery(1, 1000)),
    offset: shape.page.offset,
  }),
  response: shape.answer(v.array(v.record(v.string(), v.unknown()))),
  // Our reading: the documentation names the feature, and no error.
  errors: [{ status: 403, when: 'the company does not have the paid feature “Aggregated statistics”' }],
  paging: { ...chat2desk.paging, maxLimit: 1000 },
  effect: 'read',
  who: 'admin',
  place: 'connection/statistics',
});

export const listWebAnalytics = connected(chat2desk, {
  ...told,
  name: 'listWebAnalytics',
  title: 'List web analytics',
  about: 'Pages and campaigns from which clients came to the chat. This feature has to be switched on.',
  method: 'GET',
  path: '/v1/web_analytics_data',
  // The documentation has date_from twice and means the end by the second: we send date_to, and accept both.
  query: v.pipe(
    v.strictObject({
      date_from: v.optional(v.pipe(v.array(day), v.minLength(1), v.maxLength(2))),
      date_to: v.optional(day),
      order: shape.order,
      ...shape.page,
    }),
    v.check(
      ({ date_from, date_to }) => date_to === undefined || (date_from?.length ?? 0) <= 1,
      'one end is enough',
    ),
  ),
  repeatable: ['date_from'],
  response: shape.answer(
    v.array(
      v.looseObject({
        message_id: maybeNumber,
        client_id: maybeNumber,
        url: maybeText,
        click_time: maybeText,
        utm: maybeText,
        utm_source: maybeText,
        utm_medium: maybeText,
        utm_campaign: maybeText,
        utm_content: maybeText,
        utm_term: maybeText,
        utm_custom: maybeText,
        google_id: maybeText,
        yandex_id: maybeText,
        comagic_id: maybeText,
        roistat_visit: maybeText,
      }),
    ),
  ),
  errors: [{ status: 403, when: '“URL/UTM tracking” is not turned on' }],
  paging: chat2desk.paging,
  effect: 'read',
  who: 'admin',
  place: 'connection/statistics',
});

export const listChannels = connected(chat2desk, {
  ...told,
  name: 'listChannels',
  title: 'List channels',
  about: 'Channels with their transports, and how many new clients WhatsApp still allows today.',
  method: 'GET',
  path: '/v1/channels',
  query: v.strictObject(shape.page),
  response: shape.answer(v.array(shape.channel)),
  paging: chat2desk.paging,
  effect: 'read',
  who: 'member',
  place: 'connection/company',
});

export const updateCompany = connected(chat2desk, {
  ...told,
  name: 'updateCompany',
  title: 'Change the company’s notes',
  about: 'Changes the three texts stored with the company.',
  method: 'PUT',
  path: '/v1/companies',
  body: v.strictObject({
    custom_fields: v.strictObject({
      '1': v.optional(text(2000)),
      '2': v.optional(text(2000)),
      '3': v.optional(text(2000)),
    }),
  }),
  response: shape.done,
  effect: 'write',
  who: 'admin',
  guards: ['company-wide'],
  place: 'connection/company',
});

export const switchCompanyMode = connected(chat2desk, {
  ...told,
  name: 'switchCompanyMode',
  title: 'Switch the company online or offline',
  about: 'Changes which automatic answers all clients get.',
  method: 'PUT',
  path: '/v1/companies/switch_mode',
  body: v.strictObject({ mode: v.picklist(['online', 'offline']) }),
  response: shape.done,
  effect: 'danger',
  who: 'admin',
  guards: ['company-wide'],
  place: 'connection/company',
});

export const decodeQr = connected(chat2desk, {
  ...told,
  name: 'decodeQr',
  title: 'Decode a QR code',
  about: 'Reads the QR code in a picture at a public address.',
  method: 'POST',
  path: '/v1/qr_decode',
  body: v.strictObject({ image_path: webUrl }),
  response: shape.done,
  effect: 'read',
  who: 'admin',
  place: 'connection/company',
});

export const deleteOutbox = connected(chat2desk, {
  ...told,
  name: 'deleteOutbox',
  title: 'Delete all messages that were not sent yet',
  about: 'Deletes all of the company’s outgoing messages that are waiting to be sent.',
  method: 'POST',
  upstreamMethod: 'GET',
  path: '/v1/gateway/delete_outbox',
  response: shape.done,
  effect: 'danger',
  who: 'admin',
  guards: ['destroying'],
  place: 'connection/company',
});
