import { one } from './resources.ts';
import type { Entity, Fields } from './store/store.ts';
import type { World } from './world.ts';

// What is called with is documented nowhere: it is the text as `getText` has it, and what only a call knows in `meta`.
const told = (world: World, text: Entity, meta: Fields) => ({
  ...one(text, { type: 'texts' }, world),
  meta,
});

/** Says what became of a text message to the address that it names for that. */
export function tellStatus(world: World, text: Entity): void {
  world.callbacks.post(text.fields['callback-status-url'], told(world, text, {}));
}

const plain = (text: string) => text.trim().toLowerCase();

/** Says that someone has answered a text message, where it is one of the answers that were expected. */
export function tellResponse(world: World, text: Entity, response: string): void {
  const { 'expected-responses': expected, 'callback-one-off': isOnce, answered } = text.fields;
  const known = [expected ?? []].flat().map((one) => plain(String(one)));
  const isExpected = known.length === 0 || known.includes(plain(response));
  if (!isExpected || (isOnce === true && answered === true)) return;
  const after = world.store.change(text, { answered: true });
  const meta = { response, 'callback-json': text.fields['callback-json'] ?? null };
  world.callbacks.post(text.fields['callback-url'], told(world, after, meta));
}
