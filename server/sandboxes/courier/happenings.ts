/** What happens automatically after a while. */
import type { Happen } from '../lib/later.ts';
import { answerOf } from './answers.ts';
import { tellStatus } from './callbacks.ts';
import { markRead, post } from './store/messages.ts';
import { userOf } from './store/people.ts';
import type { Entity, Fields } from './store/store.ts';
import { timeAfter, type World } from './world.ts';

interface Becoming {
  readonly afterMs: number;
  readonly fields: Fields;
  /** It does so only as long as these are unchanged. */
  readonly while?: Fields;
}

/** Makes an entity change later. */
export function becomes(
  { later }: World,
  { type, id }: Entity,
  { afterMs, fields, while: still = {} }: Becoming,
) {
  later.add(Date.now() + afterMs, 'becomes', id, { type, fields, while: still });
}

type Happening = (world: World, about: string, args: Fields, due: number) => void;

const happenings: Readonly<Record<string, Happening>> = {
  becomes: (world, id, args, due) => {
    const { store } = world;
    const entity = store.find(String(args.type), id);
    const still = Object.entries(Object(args.while));
    if (!entity || still.some(([name, value]) => entity.fields[name] !== value)) return;
    const times = ['last-modified-at', 'last-modified-time'].filter((name) =>
      Object.hasOwn(entity.fields, name),
    );
    const at = timeAfter(0, due);
    const after = store.change(entity, {
      ...Object.fromEntries(times.map((name) => [name, at])),
      ...Object(args.fields),
    });
    if (after.type === 'texts') tellStatus(world, after);
  },
  'client-reads': (world, id, { individualId }, due) => {
    const message = world.store.find('messaging-messages', id);
    if (message) markRead(world, message, String(individualId), timeAfter(0, due));
  },
  'client-answers': (world, id, { individualId }, due) => {
    const message = world.store.find('messaging-messages', id);
    if (!message) return;
    const client = String(individualId);
    post(world, {
      channelId: String(message.fields['channel-id']),
      individualId: client,
      message: answerOf(userOf(world, client)?.fields.locale, message.number),
      time: timeAfter(0, due),
    });
  },
};

/** Carries out what is due. Needs the world that it is part of, which exists by then. */
export const happenIn =
  (world: () => World): Happen =>
  (what, about, args, due) =>
    happenings[what]?.(world(), about, args, due);
