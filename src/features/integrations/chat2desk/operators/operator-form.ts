import type { Operator, OperatorFields } from '#src/api/chat2desk/operators.ts';

/** What is typed about an operator. */
export interface OperatorForm {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Ids, as selects have them. */
  readonly rights: string;
  readonly status: string;
}

export const fieldsOf = ({ email, firstName, lastName, rights, status }: Operator): OperatorForm => ({
  email,
  firstName,
  lastName,
  rights: rights === undefined ? '' : String(rights.id),
  status: String(status ?? 0),
});

/** What someone changed: nothing else is sent, so that what others changed in the meantime stays. */
export function changesOf(first: OperatorForm, now: OperatorFields): Partial<OperatorFields> {
  const { email, firstName, lastName, rights, status } = now;
  return {
    ...(email === first.email ? {} : { email }),
    ...(firstName === first.firstName ? {} : { firstName }),
    ...(lastName === first.lastName ? {} : { lastName }),
    ...(String(rights) === first.rights ? {} : { rights }),
    ...(String(status) === first.status ? {} : { status }),
  };
}
