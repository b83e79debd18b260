import type { ConsentRound } from '#contract/gateway/consents/consents.ts';
import { consentNews } from '#src/api/gateway/consents/consent-news.ts';
import { readConsent } from '#src/api/gateway/consents/consents.ts';

/** Without the stream of events, objections are asked for this often. */
const everyMs = 5_000;

/**
 * Calls back once for each objection, and each answer that is withdrawn, for as long as the recording runs, whichever page
 * is shown. Returns how to end it. `handled`: how many of them an earlier page was told already. `read` is for specs.
 */
export function watchObjections(
  recording: string,
  handled: number,
  onObjection: (effect: ConsentRound['onObjection']) => void,
  read: typeof readConsent = readConsent,
): () => void {
  const end = new AbortController();
  let seen = handled;
  let looking: Promise<void> | undefined;
  let again = false;
  const look = async () => {
    const round = await read(recording, end.signal).catch(() => undefined);
    if (!round || end.signal.aborted) return;
    const against = round.answers.filter(
      ({ decision, withdrawnAt }) => decision === 'objected' || withdrawnAt !== null,
    ).length;
    for (; seen < against; seen += 1) onObjection(round.onObjection);
  };
  const ask = () => {
    if (looking) {
      again = true;
      return;
    }
    looking = look().finally(() => {
      looking = undefined;
      if (!again) return;
      again = false;
      ask();
    });
  };
  const unsubscribe = consentNews.subscribe(ask);
  const timer = setInterval(ask, everyMs);
  ask();
  return () => {
    end.abort();
    unsubscribe();
    clearInterval(timer);
  };
}
