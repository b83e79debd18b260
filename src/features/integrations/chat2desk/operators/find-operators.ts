import type { Operator, OperatorGroup } from '#src/api/chat2desk/operators.ts';
import { matchesWords } from '../../tab/matches-words.ts';

/** What a list of operators shows; empty where everything fits. */
export interface OperatorFilter {
  readonly search: string;
  readonly presence: string;
  readonly role: string;
  /** Id of a group. */
  readonly group: string;
}

export function findOperators(
  operators: readonly Operator[],
  groups: readonly OperatorGroup[],
  { search, presence, role, group }: OperatorFilter,
): readonly Operator[] {
  const members = group === '' ? undefined : groups.find(({ id }) => String(id) === group)?.operators;
  return operators.filter(
    (one) =>
      (presence === '' || one.online === (presence === 'online')) &&
      (role === '' || one.role === role) &&
      (group === '' || members?.includes(one.id) === true) &&
      matchesWords(search, one.name, one.email),
  );
}
