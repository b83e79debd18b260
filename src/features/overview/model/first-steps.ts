import type { CurrentUser } from '#src/api/claritalk/users.ts';

/** In the order in which they make sense. */
export const firstSteps = ['template', 'record', 'review', 'invite'] as const;
export type FirstStep = (typeof firstSteps)[number];

/** What shows how far an organisation has got; undefined where not known. */
export interface Beginnings {
  readonly people: number | undefined;
  readonly themes: number | undefined;
  readonly meetings: number | undefined;
  /** Whether one of the newest meetings is approved. */
  readonly approved: boolean | undefined;
}

/** With more meetings than this, an organisation knows what a review is. */
const established = 10;

/** Which steps are done; undefined while that is not known of every step. */
export function stepsDone({
  people,
  themes,
  meetings,
  approved,
}: Beginnings): Readonly<Record<FirstStep, boolean>> | undefined {
  if (people === undefined || themes === undefined || meetings === undefined) return undefined;
  const review = meetings > established || approved;
  if (review === undefined) return undefined;
  return { template: themes > 0, record: meetings > 0, review, invite: people > 1 };
}

/** Setting up an organisation is its admins' business. */
export const takesFirstSteps = (user: CurrentUser | undefined): boolean => user?.role === 'admin';
