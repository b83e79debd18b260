import type * as v from 'valibot';
import type { listUsers } from '#contract/courier/people.ts';
import { isEmail } from '#contract/email.ts';

type Attributes = v.InferOutput<typeof listUsers.response>['data'][number]['attributes'];

/** What a user of Courier is known by, as Courier writes it. */
export interface KnownBy {
  /** Empty where they have none. */
  readonly name: string;
  readonly email: string | undefined;
  readonly phone: string | undefined;
}

/** Whoever signs up may claim any address and any number: only those that Courier has verified count. */
export function knownBy(attributes: Attributes): KnownBy {
  const { email, phone } = attributes;
  return {
    name: [attributes['first-name'], attributes['last-name']].filter(Boolean).join(' ').trim(),
    email: email && attributes['email-verified'] === true && isEmail(email) ? email : undefined,
    phone: (attributes['phone-verified'] === true && phone) || undefined,
  };
}
