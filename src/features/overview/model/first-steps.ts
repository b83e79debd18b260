import type { CurrentUser } from '#src/api/claritalk/users.ts';

export const firstSteps = ['invite', 'template', 'record'] as const;
export type FirstStep = (typeof firstSteps)[number];

/** What shows how far an organisation has got; undefined where not known. */
export interface Beginnings {
  readonly people: number | undefined;
  readonly themes: number | undefined;
  readonly meetings: number | undefined;
}

/** Which steps are done; undefined while that is not known of every step. */
export function stepsDone({
  people,
  themes,
  meetings,
}: Beginnings): Readonly<Record<FirstStep, boolean>> | undefined {
  if (people === undefined || themes === undefined || meetings === undefined) return undefined;
  return { invite: people > 1, template: themes > 0, record: meetings > 0 };
}

/** Setting up an organisation is its admins' business. */
export const takesFirstSteps = (user: CurrentUser | undefined): boolean => user?.role === 'admin';
