import * as replies from '#contract/courier/replies.ts';
import type { Definition } from '../definition.ts';
import { found } from '../resources.ts';
import { subscribersOf } from '../store/messages.ts';
import { isClient, names } from '../store/people.ts';
import { checkFields } from '../store/references.ts';
import type { Fields } from '../store/store.ts';
import { badAttribute } from '../web/errors.ts';
import type { World } from '../world.ts';
import { type Area, handle } from './area.ts';
import { switched } from './switched.ts';

const hasName = (world: World, name: unknown, id?: string) =>
  world.store.where('messaging-plugins', 'name', name).some((plugin) => plugin.id !== id);

const taken = () => badAttribute('name', 'There is one with this name.');

const plugins: Definition = {
  type: 'messaging-plugins',
  fresh: (sent, world) => {
    if (hasName(world, sent.name)) throw taken();
    return { enabled: true, args: {} };
  },
  change: ({ id }, sent, world) => {
    if (sent.name !== undefined && hasName(world, sent.name, id)) throw taken();
    return {};
  },
};

/** Returns a snippet with its recipients' names. */
function expanded(world: World, args: unknown, channelId: string): string {
  const channel = world.store.find('messaging-channels', channelId);
  const client = channel && subscribersOf(channel).find((id) => isClient(world, id));
  const values: Fields = names(world, client);
  return String(Object(args).text ?? '').replaceAll('{first-name}', String(values['first-name'] ?? ''));
}

export const snippetArea: Area = {
  definitions: [plugins],
  handlers: [
    handle(replies.disableMessagingPlugin, switched(plugins, false)),
    handle(replies.enableMessagingPlugin, switched(plugins, true)),
    handle(replies.expandMessagingPlugin, (call) => {
      const { services: world, body } = call;
      checkFields(world.store, body);
      return { message: expanded(world, found(call, plugins.type).fields.args, body['channel-id']) };
    }),
  ],
};
