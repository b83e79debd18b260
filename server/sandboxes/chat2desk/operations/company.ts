import * as v from 'valibot';
import * as contract from '#contract/chat2desk/company.ts';
import type { Database } from '../../lib/database.ts';
import { done, handle, success } from '../handler.ts';
import { type ChannelRow, namesColumn } from '../store/channels.ts';
import { fieldsColumn } from '../store/clients.ts';
import { listed } from '../store/lists.ts';
import { companyId } from '../store/messages.ts';
import { adminOf } from '../store/operators.ts';
import { companyDay, startOfDay } from '../values/times.ts';
import { requestsThisMonth } from '../web/limits.ts';

interface CompanyRow {
  readonly name: string;
  readonly online: number;
  readonly custom_fields: string;
}

function companyOf(database: Database): CompanyRow {
  const row = database.get<CompanyRow>('SELECT * FROM company');
  if (!row) throw new Error('the sandbox has no company');
  return row;
}

const getCompany = handle(contract.getCompany, ({ services: { database } }) => {
  const { name, online } = companyOf(database);
  return success({
    id: companyId,
    name,
    workingHours: [
      { begin: '09 : 00', end: '12 : 30' },
      { begin: '13 : 30', end: '17 : 30' },
    ],
    timezone: 'Brussels (UTC+1:00)',
    online: online === 1,
  });
});

const getApiInfo = handle(contract.getApiInfo, ({ services: { database, settings } }) => {
  const { name, custom_fields } = companyOf(database);
  const used = requestsThisMonth(database);
  const channels = database.get<{ count: number }>('SELECT count(*) AS count FROM channels');
  return success({
    companyID: companyId,
    partnerID: 1,
    partner_type: 'partner_client',
    company_mode: 'normal',
    hook: null,
    hook_preferences: null,
    current_version: 1,
    channels: channels?.count ?? 0,
    company_name: name,
    company_lang: 'en',
    admin_email: adminOf(database).email,
    custom_info: v.parse(fieldsColumn, custom_fields),
    write_first_option: !settings.lacks?.includes('write-first'),
    domain_urls: [],
    api_calls: {
      used_this_month: used,
      left_free_requests: Math.max(0, settings.requestsPerMonth - used),
      left_paid_requests: 0,
    },
  });
});

const listChannels = handle(contract.listChannels, ({ services: { database }, query }) => {
  const midnight = startOfDay(companyDay(Date.now()));
  return listed<ChannelRow>(database, { from: 'channels' }, query, (row) => {
    const used = database.get<{ used: number }>(
      `SELECT count(*) AS used FROM client_transports t JOIN clients c ON c.id = t.client_id
       WHERE t.channel_id = ? AND c.source = 'public_api' AND c.created >= ?`,
      row.id,
      midnight,
    );
    const limit =
      row.daily_limit === null
        ? {}
        : { whatsapp_daily_new_clients_limit: { limit: row.daily_limit, used: used?.used ?? 0 } };
    const transports = v.parse(namesColumn, row.transports);
    return { id: row.id, name: row.name, phone: row.phone, transports, ...limit };
  });
});

const updateCompany = handle(contract.updateCompany, ({ services: { database }, body }) => {
  const fields = v.parse(fieldsColumn, companyOf(database).custom_fields);
  const changed = JSON.stringify({ ...fields, ...body.custom_fields });
  database.run('UPDATE company SET custom_fields = ?', changed);
  return done;
});

const switchCompanyMode = handle(contract.switchCompanyMode, ({ services: { database }, body }) => {
  database.run('UPDATE company SET online = ?', Number(body.mode === 'online'));
  return done;
});

/** No picture is fetched: returns `data` in the picture's address, where services that draw such codes have it. */
const decodeQr = handle(contract.decodeQr, ({ body }) => {
  const data = new URL(body.image_path).searchParams.get('data');
  return success({ text: data ?? body.image_path });
});

const deleteOutbox = handle(contract.deleteOutbox, ({ services: { database } }) => {
  database.run("DELETE FROM messages WHERE gateway_status IN ('pending', 'scheduled')");
  return done;
});

export const companyHandlers = [
  getCompany,
  getApiInfo,
  listChannels,
  updateCompany,
  switchCompanyMode,
  decodeQr,
  deleteOutbox,
];
