import { stemLanguage, termOf, wordsOf } from '../model/words.ts';
import { type FindingKind, findingsOf } from './findings.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { type AskedQuestion, latestOf } from './question-askings.ts';
import { shareOf } from './tally.ts';

export interface Finding {
  readonly kind: FindingKind;
  /** The question that this one is nearly the same as. */
  readonly of?: string;
}

/** What is wrong with each question, in its present wording. */
export function findAll(asked: readonly AskedQuestion[]): Map<string, readonly Finding[]> {
  const duplicates = duplicatesOf(asked);
  return new Map(
    asked.map((question) => {
      const { wording, askings, early } = latestOf(question);
      const findings: Finding[] = findingsOf(wording.question, wording.outputType, askings.tally(early)).map(
        (kind) => ({ kind }),
      );
      const of = duplicates.get(question.key);
      if (of !== undefined) findings.push({ kind: 'duplicate', of });
      return [question.key, findings];
    }),
  );
}

/** Of two questions of a type that are nearly the same, the one that is answered less often, with the other's words. */
function duplicatesOf(asked: readonly AskedQuestion[]): Map<string, string> {
  const worse = new Map<string, string>();
  for (const same of Map.groupBy(asked, ({ typeId }) => typeId).values()) {
    const byKey = new Map(same.map((question) => [question.key, question]));
    const { similar } = nearDuplicates(
      same.map((question) => ({ key: question.key, terms: termsOf(question) })),
    );
    for (const [key, { key: otherKey }] of similar) {
      const [one, other] = [byKey.get(key), byKey.get(otherKey)];
      if (!one || !other) continue;
      const [own, its] = [answeredShare(one), answeredShare(other)];
      const isWorse = own < its || (own === its && key > otherKey);
      if (isWorse) worse.set(key, latestOf(other).wording.question);
    }
  }
  return worse;
}

function answeredShare({ askings }: AskedQuestion): number {
  const { answered, asked } = askings.tally();
  return shareOf(answered, asked) ?? 0;
}

function termsOf(question: AskedQuestion): ReadonlySet<string> {
  const language = stemLanguage(question.locale);
  const words = wordsOf(latestOf(question).wording.question);
  return new Set(Array.from(words, ({ text }) => termOf(text, language)));
}
