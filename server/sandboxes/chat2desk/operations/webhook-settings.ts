import { chat2desk } from '#contract/chat2desk/system.ts';
import * as contract from '#contract/chat2desk/webhook-settings.ts';
import { done, handle, success } from '../handler.ts';
import { type HookRow, toHook } from '../hooks/hooks.ts';
import type { Services } from '../services.ts';
import { findChannel } from '../store/channels.ts';
import { badRequest, notFound, problem } from '../web/errors.ts';

const maxHooks = chat2desk.webhooks?.maxHooks ?? Infinity;

const all = ({ database }: Services) => database.all<HookRow>('SELECT * FROM webhooks ORDER BY id');

function hookInPath(services: Services, id: string | number): HookRow {
  const row = all(services).find((hook) => hook.id === Number(id));
  if (!row) throw notFound(`Webhook #${id} not found`);
  return row;
}

/** Ids of channels as numbers. @throws Refusal 400 when there is no such channel. */
function channelIds({ database }: Services, ids: readonly (string | number)[]): readonly number[] {
  const unknown = ids.find((id) => !findChannel(database, id));
  if (unknown !== undefined) throw badRequest({ channels: [problem(`Channel ${unknown} not found.`)] });
  return ids.map(Number);
}

const listWebhooks = handle(contract.listWebhooks, ({ services }) => success(all(services).map(toHook)));

// A list of one, as documented.
const getWebhook = handle(contract.getWebhook, ({ services, params }) =>
  success([toHook(hookInPath(services, params.id))]),
);

const createWebhook = handle(contract.createWebhook, ({ services, body }) => {
  if (all(services).length >= maxHooks) {
    throw badRequest([problem(`No more than ${maxHooks} webhooks are allowed.`, 'unsupported_value')]);
  }
  const { id } = services.database.run(
    'INSERT INTO webhooks (name, url, events, channels) VALUES (?, ?, ?, ?)',
    body.name,
    body.url,
    JSON.stringify(body.events),
    JSON.stringify(channelIds(services, body.channels ?? [])),
  );
  return success(toHook(hookInPath(services, id)));
});

const updateWebhook = handle(contract.updateWebhook, ({ services, params, query, body }) => {
  const { database } = services;
  const row = hookInPath(services, params.id);
  const status = query.status ?? row.status;
  const isEnabledAgain = status === 'enable' && row.status === 'disable';
  database.run(
    'UPDATE webhooks SET name = ?, url = ?, events = ?, channels = ?, status = ?, failing_since = ?, errors = ? WHERE id = ?',
    body.name ?? row.name,
    body.url ?? row.url,
    body.events ? JSON.stringify(body.events) : row.events,
    body.channels ? JSON.stringify(channelIds(services, body.channels)) : row.channels,
    status,
    isEnabledAgain ? null : row.failing_since,
    isEnabledAgain ? '[]' : row.errors,
    row.id,
  );
  return success(toHook(hookInPath(services, row.id)));
});

const deleteWebhook = handle(contract.deleteWebhook, ({ services, params }) => {
  services.database.run('DELETE FROM webhooks WHERE id = ?', hookInPath(services, params.id).id);
  return done;
});

export const webhookHandlers = [listWebhooks, getWebhook, createWebhook, updateWebhook, deleteWebhook];
