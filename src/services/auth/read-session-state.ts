import type { SessionState } from '#contract/gateway/session.ts';
import { fields, text } from '#src/lib/reader.ts';

/** The state of the session, as far as a response of `GET /session` says. Rejects when it cannot be read. */
export async function readSessionState(response: Response) {
  const told: Partial<Record<keyof SessionState, unknown>> = fields(await response.json());
  return {
    /** Undefined when it does not say. */
    signedIn: typeof told.signedIn === 'boolean' ? told.signedIn : undefined,
    signInBegun: told.signInBegun === true,
    /** Undefined when nobody is signed in. */
    subjectKey: text(told.subjectKey),
  };
}
