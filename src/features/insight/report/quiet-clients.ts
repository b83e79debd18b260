import type { DossierSummary } from '#src/services/search-index/protocol.ts';

const weekMs = 7 * 86_400_000;

export interface QuietClient extends DossierSummary {
  readonly latest: number;
  /** Whole weeks since its last meeting. */
  readonly weeks: number;
}

/** Dossiers without a meeting for some weeks, the one that has waited longest first. @param now ms since the epoch */
export function quietClients(
  dossiers: readonly DossierSummary[],
  weeks: number,
  now: number,
): readonly QuietClient[] {
  return dossiers
    .flatMap((dossier): QuietClient[] => {
      const { latest } = dossier;
      if (latest === undefined || now - latest < weeks * weekMs) return [];
      return [{ ...dossier, latest, weeks: Math.floor((now - latest) / weekMs) }];
    })
    .sort((one, other) => one.latest - other.latest);
}

/** Up to these numbers of weeks quiet clients are counted together. */
const steps = [8, 13, 26, 52] as const;

/** Quiet clients by how long they have been quiet: from so many weeks on, to the next number. */
export function byWeeks(
  clients: readonly QuietClient[],
  from: number,
): readonly { readonly from: number; readonly until: number | undefined; readonly count: number }[] {
  const starts = [from, ...steps.filter((step) => step > from)];
  return starts.map((start, at) => {
    const until = starts[at + 1];
    const own = clients.filter(({ weeks }) => weeks >= start && (until === undefined || weeks < until));
    return { from: start, until, count: own.length };
  });
}
