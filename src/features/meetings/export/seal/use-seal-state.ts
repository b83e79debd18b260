import { useEffect, useState } from 'react';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import type { Review } from '#src/api/claritalk/meetings/review.ts';
import { minutesUnder } from './seal.ts';

/** `broken`: the minutes are approved, but changed since, or were approved without a seal. */
export type SealState = 'draft' | 'sealed' | 'broken';

/** Whether the minutes of a meeting are as they were approved; undefined until that is calculated. */
export function useSealState(meeting: Meeting, review: Review): SealState | undefined {
  const [found, setFound] = useState<{ meeting: Meeting; review: Review; fits: boolean }>();
  const approved = Boolean(review.approval?.value);
  const kept = review.approval?.value?.sha256;
  useEffect(() => {
    if (kept === undefined) return;
    let wanted = true;
    const show = (fits: boolean) => {
      if (wanted) setFound({ meeting, review, fits });
    };
    // Without cryptography (a page that is not secure) no seal can be confirmed.
    minutesUnder(kept, meeting, review).then(
      ({ fits }) => show(fits),
      () => show(false),
    );
    return () => {
      wanted = false;
    };
  }, [meeting, review, kept]);
  if (!approved) return 'draft';
  if (kept === undefined) return 'broken';
  if (found?.meeting !== meeting || found.review !== review) return undefined;
  return found.fits ? 'sealed' : 'broken';
}
