import type { QueryClient } from '@tanstack/react-query';
import { sameEmail } from '#contract/email.ts';
import { inviteOne, refreshUsers } from '#src/api/claritalk/people.ts';
import { usersOptions } from '#src/api/claritalk/users.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { fields, list, text } from '#src/lib/reader.ts';
import { keptInTab } from '#src/lib/storage/kept.ts';
import { DurableJobs, type JobWork, ofEachPerson } from '#src/services/jobs/durable-job.ts';
import { type Job, type JobStep, readStep, untried } from '#src/services/jobs/job.ts';

/** Someone who is being invited. Its key is also the idempotency key of the invitation. */
export interface InvitationStep extends JobStep {
  readonly email: string;
  readonly name: string;
  readonly role: string | undefined;
  /** Whether Claritalk sends the invitation by e-mail. */
  readonly send: boolean;
}

export type NewInvitation = Pick<InvitationStep, 'email' | 'name' | 'role' | 'send'>;

/** A list of people who are being invited. */
export type InvitationJob = Job<InvitationStep>;

export type InvitationJobs = DurableJobs<InvitationStep, InvitationJob>;

/** A list that has not been started. */
export const newInvitations = (people: readonly NewInvitation[]): InvitationJob => ({
  id: crypto.randomUUID(),
  steps: people.map((person) => ({ ...person, ...untried, key: crypto.randomUUID() })),
});

/**
 * The invitations of a person in this tab: names and addresses are in its own storage, which survives a reload and is
 * gone with the tab.
 */
export const invitationJobsOf: (userUuid: string) => InvitationJobs = ofEachPerson(
  (userUuid) =>
    new DurableJobs({
      storage: keptInTab,
      key: `claritalk.invitations.${userUuid}`,
      lock: 'claritalk.invitations',
      read: readInvitations,
    }),
);

/** How invitations are sent. `title` says what is done for how many. */
export const invitationWork = (
  queryClient: QueryClient,
  title: (count: number) => string,
): JobWork<InvitationStep, InvitationJob> => ({
  title: (_job, open) => title(open.length),
  label: ({ name, email }) => `${name} <${email}>`,
  run: async (step, _job, signal) => {
    await invite(queryClient, step, signal);
    return {};
  },
  // The gateway asks Claritalk who is calling and whether the person exists, then invites.
  callsPerStep: () => 2,
  onEnd: () => void refreshUsers(queryClient),
  keepsResults: () => true,
});

/** @throws ApiError */
async function invite(
  queryClient: QueryClient,
  { key, name, email, role, send, unsure }: InvitationStep,
  signal: AbortSignal,
): Promise<void> {
  try {
    await inviteOne({ name, email, bypass: !send, ...(role ? { role } : {}) }, { key, signal });
  } catch (error) {
    // Refused as known after a try without a response: was it that try that invited them?
    const isKnown = error instanceof ApiError && error.kind === 'conflict';
    if (!isKnown || !unsure || !(await exists(queryClient, email).catch(() => false))) throw error;
  }
}

async function exists(queryClient: QueryClient, email: string): Promise<boolean> {
  const users = await queryClient.fetchQuery({ ...usersOptions(), staleTime: 0 });
  return users.some((user) => user.email !== undefined && sameEmail(user.email, email));
}

/** Earlier versions kept the rows of the one list there was. */
const earlierId = 'list';

/** Lists of invitations as they are kept, in this version's form or the one before. */
export function readInvitations(stored: unknown): readonly InvitationJob[] {
  const jobs = list(stored, (wire) => {
    const { id, steps } = fields(wire);
    const known = text(id);
    return known === undefined ? undefined : { id: known, steps: list(steps, readInvitation) };
  });
  const earlier = list(stored, readInvitation);
  return [...jobs, { id: earlierId, steps: earlier }].filter(({ steps }) => steps.length > 0);
}

function readInvitation(stored: unknown): InvitationStep | undefined {
  const step = readStep(stored);
  const { email, name, role, send } = fields(stored);
  const [address, called] = [text(email), text(name)];
  if (step === undefined || address === undefined || called === undefined) return undefined;
  return { ...step, email: address, name: called, role: text(role), send: send !== false };
}
