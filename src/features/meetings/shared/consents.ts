import { dashboardKey } from '#contract/claritalk/dashboard-metadata.ts';
import { fields, list, number, text } from '#src/lib/reader.ts';

/** What someone answered on their telephone, as the meeting keeps it. */
export interface KeptConsent {
  readonly number: number;
  readonly decision: 'agreed' | 'objected';
  readonly name: string | null;
  /** ISO 8601. */
  readonly at: string;
  readonly language: string;
  readonly version: string;
  readonly hash: string;
  readonly withdrawnAt: string | null;
}

/** The answers in a meeting's metadata; undefined where nobody was asked. */
export function readConsents(metadata: unknown): readonly KeptConsent[] | undefined {
  const { consents } = fields(fields(metadata)[dashboardKey]);
  if (consents === undefined) return undefined;
  return list(fields(consents).answers, (wire) => {
    const one = fields(wire);
    const decision = (['agreed', 'objected'] as const).find((known) => known === one.decision);
    const [place, at, hash] = [number(one.number), text(one.at), text(one.hash)];
    if (!decision || place === undefined || at === undefined || hash === undefined) return undefined;
    return {
      number: place,
      decision,
      name: text(one.name) ?? null,
      at,
      language: text(one.language) ?? '',
      version: text(one.version) ?? '',
      hash,
      withdrawnAt: text(one.withdrawn_at) ?? null,
    };
  });
}
