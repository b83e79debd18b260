import * as v from 'valibot';
import { idOf } from '../wire.ts';

const told = v.looseObject({
  hook_type: v.picklist(['add_tag_to_client', 'delete_tag_from_client']),
  id: v.union([v.number(), v.string()]),
});

/** Returns the tag that a payload says a client was given or lost; undefined for everything else. */
export function toldTag(payload: unknown): number | undefined {
  const read = v.safeParse(told, payload);
  return read.success ? idOf(read.output.id) : undefined;
}
