import { type Definition, isTrue, keepsAll } from '../definition.ts';
import { becomes } from '../happenings.ts';
import type { Area } from './area.ts';

const announcers: Definition = { type: 'announcers' };

const workMs = 1500;

/** Moves the channels of one group to another. */
const operations: Definition = {
  type: 'messaging-operations',
  fresh: () => ({ status: 'created', args: {}, logs: {} }),
  added: (operation, world) => {
    const { 'from-individual-group-id': from, 'to-individual-group-id': to } = Object(operation.fields.args);
    const moved = from && to ? world.store.where('messaging-channels', 'individual-group-id', from) : [];
    for (const channel of moved) world.store.change(channel, { 'individual-group-id': to });
    const fields = { status: 'completed', logs: { moved: moved.length } };
    becomes(world, operation, { afterMs: workMs, fields });
  },
  filters: { 'include-args': keepsAll },
  shown: ({ fields }, _, query) => ({ args: isTrue(query['include-args']) ? fields.args : null }),
};

export const automationArea: Area = { definitions: [announcers, operations], handlers: [] };
