import type { Relation } from '#src/api/claritalk/integrations.ts';

/** What connected systems say now about the relation that someone is linked to. */
export type Standing =
  /** `byName`: the system finds it when it is asked for the name that the meeting keeps. */
  | {
      readonly kind: 'found';
      readonly relation: Relation;
      readonly system: string;
      readonly byName: boolean;
    }
  /** Every system was asked, and none has it. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'asking' }
  /** At least one did not say, and the others do not have it. */
  | { readonly kind: 'unknown' };

/** What a system returned to a question; undefined while it has not. */
export type Returned = readonly Relation[] | 'failed' | undefined;

/** The questions to one system that concern one attendee. */
export interface Asked {
  readonly system: string;
  /** Relations that it finds for the attendee's name. */
  readonly byName: Returned;
  /** All that it has: asked only where the name does not find the relation. */
  readonly all: Returned;
}

/** Whether the relation is among those that were returned. */
export const isAmong = (id: string | number, returned: Returned): boolean =>
  relationIn(id, returned) !== undefined;

// An id that was sent as a number may come back as text.
const relationIn = (id: string | number, returned: Returned) =>
  returned === 'failed' ? undefined : returned?.find((relation) => String(relation.id) === String(id));

/** What is known of a relation. A meeting does not say in which system an attendee's id is: each is asked. */
export function standingOf(id: string | number, asked: readonly Asked[]): Standing {
  for (const { system, byName, all } of asked) {
    const named = relationIn(id, byName);
    if (named) return { kind: 'found', relation: named, system, byName: true };
    const other = relationIn(id, all);
    if (other) return { kind: 'found', relation: other, system, byName: false };
  }
  if (asked.some(({ byName, all }) => byName === undefined || (byName !== 'failed' && all === undefined)))
    return { kind: 'asking' };
  const isTold = asked.length > 0 && asked.every(({ all }) => all !== 'failed' && all !== undefined);
  return { kind: isTold ? 'gone' : 'unknown' };
}
