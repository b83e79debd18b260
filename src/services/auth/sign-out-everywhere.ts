import { sessionPath } from '#contract/gateway/session.ts';
import { type Certain, certain, type Find } from '#src/api/client/certain.ts';
import { ApiError, kindOfStatus } from '#src/api/client/errors.ts';
import { type Outcome, outcomeOf } from '#src/api/client/write.ts';
import { chooseAccountNext } from './choose-account.ts';
import { readSessionState } from './read-session-state.ts';
import { session } from './session.ts';

/**
 * Ends all sessions of the person. Where the answer is lost the gateway is asked for this browser's session: it ends
 * together with the others, or none does. Anyone who signs in next chooses the account.
 */
export async function signOutEverywhere(): Promise<Certain<void>> {
  const result = await certain(send, find);
  // No response ended this page's part in it.
  if (result.kind === 'done' && result.found) session.signOut();
  if (result.kind === 'done') chooseAccountNext();
  return result;
}

async function send(): Promise<Outcome<void>> {
  const outcome = await outcomeOf(session.signOutEverywhere());
  // The session is over already, which an earlier try may have done.
  const isOver = outcome.kind === 'refused' && outcome.error.kind === 'signed-out';
  return isOver ? { kind: 'unknown', error: outcome.error } : outcome;
}

const find: Find<void> = async () => {
  const operation = 'readSession';
  let response: Response;
  try {
    response = await fetch(sessionPath, { signal: AbortSignal.timeout(5_000), cache: 'no-store' });
  } catch (cause) {
    throw new ApiError({ kind: 'network', operation, cause });
  }
  if (!response.ok) {
    throw new ApiError({ kind: kindOfStatus(response.status), operation, status: response.status });
  }
  const { signedIn } = await readSessionState(response);
  return signedIn ? 'absent' : { found: undefined };
};
