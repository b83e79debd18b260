/** What is known about a meeting's seal at Claritalk. */
export type Kept =
  | {
      readonly kind: 'kept';
      readonly sha256: string;
      /** ISO 8601. */
      readonly at: string;
      readonly by: string | undefined;
    }
  /** The meeting is there, and no seal is kept with it. */
  | { readonly kind: 'none' }
  /** The meeting could not be read: gone, not shared, no connection. */
  | { readonly kind: 'unavailable' };

/**
 * - `sealed`: it says what was approved.
 * - `unconfirmed`: it is as it was written, but its meeting could not be asked.
 * - `superseded`: it was sealed; other minutes were approved since.
 * - `withdrawn`: it bears a seal; the meeting has none, or none any longer.
 * - `changed`: it does not say what its seal was made for.
 * - `not-sealed`: nobody sealed it.
 */
export type Verdict = 'sealed' | 'unconfirmed' | 'superseded' | 'withdrawn' | 'changed' | 'not-sealed';

/**
 * Judges a document.
 *
 * @param actual seal of what the document says; undefined when only a printed seal is known
 * @param claimed seal that the document bears
 */
export function judge(actual: string | undefined, claimed: string | undefined, kept: Kept): Verdict {
  const own = actual ?? claimed;
  if (kept.kind === 'kept' && own === kept.sha256) return 'sealed';
  if (claimed === undefined) return 'not-sealed';
  if (actual !== undefined && actual !== claimed) return 'changed';
  if (kept.kind === 'kept') return actual === undefined ? 'changed' : 'superseded';
  return kept.kind === 'none' ? 'withdrawn' : 'unconfirmed';
}
