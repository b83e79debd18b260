import type { Effect, Guard } from '#contract/system.ts';

/** What is asked before an operation is run. */
export interface Confirmation {
  /** Warnings about it, in this order. */
  readonly warnings: readonly Warning[];
  /** Its name is typed. */
  readonly byName: boolean;
  /** The number of people that it reaches is typed. */
  readonly byNumber: boolean;
  /** A reason is given. */
  readonly withReason: boolean;
}

const warned = [
  'destroying',
  'mass-sending',
  'first-contact',
  'observing',
  'money',
  'company-wide',
  'two-admins',
] as const satisfies readonly Guard[];

export type Warning = (typeof warned)[number] | 'send' | 'danger';

interface Guarded {
  readonly effect: Effect;
  readonly guards: readonly string[];
}

/** Undefined for what runs immediately: what only reads or accepts secrets, and what colleagues can undo. */
export function confirmationOf({ effect, guards }: Guarded): Confirmation | undefined {
  const has = (guard: Warning) => guards.includes(guard);
  const warnings: Warning[] = warned.filter(has);
  if (effect === 'send' && !has('mass-sending') && !has('first-contact')) warnings.unshift('send');
  if (effect === 'danger' && !has('destroying')) warnings.unshift('danger');
  if (warnings.length === 0) return undefined;
  return {
    warnings,
    byName: effect === 'danger' || has('destroying'),
    byNumber: has('mass-sending'),
    withReason: has('observing'),
  };
}

/** At most this many are reached at once. */
export const maxRecipients = 200;

/** Fields that name people, or messages to them. */
const recipientFields = /(^|[-_])(ids|recipients|messages|users|individuals|to)$/;

/** How many recipients a body names; undefined when it names none, but for instance a group. */
export function recipientsIn(body: unknown): number | undefined {
  const counts: number[] = [];
  const look = (value: unknown, name: string) => {
    if (Array.isArray(value)) {
      if (recipientFields.test(name) && !/group/.test(name)) counts.push(value.length);
      for (const one of value) look(one, '');
    } else if (typeof value === 'object' && value !== null) {
      for (const [field, inner] of Object.entries(value)) look(inner, field);
    }
  };
  look(body, '');
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0);
}
