import { emailKey } from '#contract/email.ts';
import type { OperatorLinks } from '#src/api/chat2desk/operator-links.ts';
import type { Operator } from '#src/api/chat2desk/operators.ts';
import type { User } from '#src/api/claritalk/users.ts';

/** Someone who is an operator, and why. */
export interface OperatorPerson {
  readonly user: User;
  /** An admin linked them; otherwise it is their e-mail address. */
  readonly linked: boolean;
}

/**
 * Who each operator is at Claritalk, by the operator's id: as the gateway decides it (decision 28). A link by an admin
 * goes before an equal address, and an address that several operators have is the first one's.
 */
export function peopleOf(
  operators: readonly Operator[],
  users: readonly User[],
  links: OperatorLinks,
): ReadonlyMap<number, readonly OperatorPerson[]> {
  const byEmail = new Map<string, number>();
  for (const { id, email } of operators) {
    const key = emailKey(email);
    if (email !== '' && !byEmail.has(key)) byEmail.set(key, id);
  }
  const people = new Map<number, OperatorPerson[]>();
  for (const user of users) {
    const link = links.get(user.uuid);
    const operator = link ?? (user.email === undefined ? undefined : byEmail.get(emailKey(user.email)));
    if (operator === undefined) continue;
    people.set(operator, [...(people.get(operator) ?? []), { user, linked: link !== undefined }]);
  }
  return people;
}
