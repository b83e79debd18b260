import { handlersOf, type RowHandler } from '../../lib/row-handler.ts';
import type { Definition } from '../definition.ts';
import type { Call } from '../resources.ts';
import type { World } from '../world.ts';

/** What belongs together: types of resources, and their handwritten operations. */
export interface Area {
  readonly definitions: readonly Definition[];
  readonly handlers: readonly RowHandler<World>[];
}

export const handle = handlersOf<World>();

/** What a handler does, whatever the row. */
export type Done = (call: Call) => unknown;
