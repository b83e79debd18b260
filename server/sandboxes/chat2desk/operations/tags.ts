import * as contract from '#contract/chat2desk/tags.ts';
import { done, handle, success } from '../handler.ts';
import type { Services } from '../services.ts';
import { channelsOf, findClient } from '../store/clients.ts';
import { findRequest } from '../store/dialogs.ts';
import { listed } from '../store/lists.ts';
import { findTag, type TagRow, toHookTag, toTag } from '../store/tags.ts';
import { badRequest, notFound, problem } from '../web/errors.ts';

const listTags = handle(contract.listTags, ({ services: { database }, query }) =>
  listed<TagRow>(database, { from: 'tags_with_groups' }, query, toTag),
);

function tagInPath({ database }: Services, id: string): TagRow {
  const tag = findTag(database, id);
  if (!tag) throw notFound(`Tag #${id} not found`);
  return tag;
}

const getTag = handle(contract.getTag, ({ services, params }) =>
  success(toTag(tagInPath(services, params.id))),
);

const createTag = handle(contract.createTag, ({ services, body }) => {
  const { database, hooks } = services;
  if (!database.get('SELECT 1 FROM tag_groups WHERE id = ?', body.tag_group_id)) {
    throw badRequest({ tag_group_id: [problem(`Tag group ${body.tag_group_id} not found.`)] });
  }
  const { id } = database.run(
    `INSERT INTO tags (group_id, label, description, bg_color, text_color, order_show) VALUES (?, ?, ?, ?, ?, ?)`,
    body.tag_group_id,
    body.tag_label,
    body.tag_description ?? null,
    body.tag_bg_color ?? null,
    body.tag_text_color ?? null,
    body.order_show ?? 0,
  );
  const tag = toTag(tagInPath(services, String(id)));
  hooks.emit('new_tag', tag);
  // A list of one, as documented.
  return success([tag]);
});

const createTagGroup = handle(contract.createTagGroup, ({ services, body }) => {
  const { tag_group_name, order_show = 0, display = 1 } = body;
  const sql = 'INSERT INTO tag_groups (name, order_show, display) VALUES (?, ?, ?)';
  const { id } = services.database.run(sql, tag_group_name, order_show, display);
  return success({ id, group_name: tag_group_name, order_show, display });
});

/** Returns whose tag it is, in the words of webhooks. */
function aboutClient({ database }: Services, id: number) {
  const channels = channelsOf(database, id);
  const [first] = channels;
  return {
    client_id: id,
    channel_id: first?.id ?? null,
    transport: first?.transports[0] ?? null,
    all_client_channels: channels.map((channel) => channel.id),
  };
}

function aboutRequest({ database }: Services, id: number) {
  const request = findRequest(database, id);
  return {
    request_id: id,
    client_id: request?.client_id ?? null,
    channel_id: request?.channel_id ?? null,
    transport: request?.transport ?? null,
  };
}

const assignTags = handle(contract.assignTags, ({ services, body }) => {
  const { database, hooks } = services;
  const id = Number(body.assignee_id);
  const isClient = body.assignee_type === 'client';
  if (!(isClient ? findClient(database, id) : findRequest(database, id))) {
    throw badRequest({ assignee_id: [problem(`${isClient ? 'Client' : 'Request'} ${id} not found.`)] });
  }
  const tags = body.tag_ids.map((tagId) => {
    const tag = findTag(database, tagId);
    if (!tag) throw badRequest({ tag_ids: [problem(`Tag ${tagId} not found.`)] });
    return tag;
  });
  const table = isClient ? 'client_tags' : 'request_tags';
  for (const tag of tags) {
    const { changes } = database.run(`INSERT INTO ${table} VALUES (?, ?) ON CONFLICT DO NOTHING`, id, tag.id);
    if (changes === 0) continue;
    const about = isClient ? aboutClient(services, id) : aboutRequest(services, id);
    const event = isClient ? 'add_tag_to_client' : 'add_tag_to_request';
    hooks.emit(event, { ...toHookTag(tag), ...about });
  }
  return done;
});

const removeTag = handle(contract.removeTag, ({ services, params, body }) => {
  const { database, hooks } = services;
  const tag = tagInPath(services, params.id);
  const isClient = body.client_id !== undefined;
  const id = Number(body.client_id ?? body.request_id);
  const sql = isClient
    ? 'DELETE FROM client_tags WHERE client_id = ? AND tag_id = ?'
    : 'DELETE FROM request_tags WHERE request_id = ? AND tag_id = ?';
  if (database.run(sql, id, tag.id).changes === 0) {
    throw notFound(`Tag #${tag.id} of ${isClient ? 'client' : 'request'} #${id} not found`);
  }
  const event = isClient ? 'delete_tag_from_client' : 'delete_tag_from_request';
  hooks.emit(event, { ...toHookTag(tag), ...(isClient ? { client_id: id } : { request_id: id }) });
  return done;
});

export const tagHandlers = [listTags, getTag, createTag, createTagGroup, assignTags, removeTag];
