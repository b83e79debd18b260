import type { Definition } from '../definition.ts';
import { found, one } from '../resources.ts';
import type { Done } from './area.ts';
/** Switches something on or off. */
export const switched =
  (definition: Definition, enabled: boolean): Done =>
  (call) =>
    one(call.services.store.change(found(call, definition.type), { enabled }), definition, call.services);
