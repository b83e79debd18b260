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
  /** SHA-256 of the JSON of salt, version, language, text, decision, name and time; in hexadecimal. */
  readonly hash: string;
  /** What the hash is checked with, where the meeting has it: the text that was shown, and the salt. */
  readonly salt?: string | undefined;
  readonly text?: string | undefined;
  readonly withdrawnAt: string | null;
}

/** The answers in a meeting's metadata; undefined where nobody was asked. */
export function readConsents(metadata: unknown): readonly KeptConsent[] | undefined {
  const { consents } = fields(fields(metadata)[dashboardKey]);
  if (consents === undefined) return undefined;
  const texts = fields(fields(consents).texts);
  return list(fields(consents).answers, (wire) => {
    const one = fields(wire);
    const decision = (['agreed', 'objected'] as const).find((known) => known === one.decision);
    const [place, at, hash] = [number(one.number), text(one.at), text(one.hash)];
    if (!decision || place === undefined || at === undefined || hash === undefined) return undefined;
    const language = text(one.language) ?? '';
    const [salt, shown] = [text(one.salt), text(texts[language])];
    return {
      number: place,
      decision,
      name: text(one.name) ?? null,
      at,
      language,
      version: text(one.version) ?? '',
      hash,
      ...(salt !== undefined && shown !== undefined ? { salt, text: shown } : {}),
      withdrawnAt: text(one.withdrawn_at) ?? null,
    };
  });
}
