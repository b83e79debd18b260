import { askedSize, type Wording, type Wordings } from '../model/asked.ts';
import type { IndexedMeeting } from '../model/document.ts';
import { Askings } from './tally.ts';

/** A question with all its askings. */
export interface AskedQuestion {
  readonly key: string;
  readonly typeId: number | undefined;
  /** Of the period. */
  readonly askings: Askings;
  readonly versions: Set<Version>;
  /** Of its latest meeting. */
  locale: string | undefined;
}

/** A wording of a question with its askings up to the end of the period. */
export interface Version {
  readonly question: AskedQuestion;
  readonly wording: Wording;
  /** When it was asked first, in ms. */
  readonly since: number;
  readonly askings: Askings;
  /** How many of them were before the period. */
  early: number;
}

/** The wordings that meetings of a type asked, by their numbers. */
type Versions = Map<number | undefined, Map<number, Version>>;

/**
 * Of each question all its askings up to the end of the period, by wording. A question is the same in meetings of one type
 * only: without ids, it is known by its words.
 *
 * @param from ms since the epoch
 */
export function collectQuestions(meetings: readonly IndexedMeeting[], wordings: Wordings, from: number) {
  const questions = new Map<string, AskedQuestion>();
  const versions: Versions = new Map();
  for (const { createdAt = 0, locale, details } of meetings) {
    const typeId = details?.typeId;
    const ofType = versions.get(typeId) ?? new Map<number, Version>();
    versions.set(typeId, ofType);
    const asked = details?.asked ?? [];
    for (let at = 0; at < asked.length; at += askedSize) {
      const number = asked[at] ?? -1;
      const version = ofType.get(number) ?? begin(number, typeId, createdAt);
      if (!version) continue;
      ofType.set(number, version);
      const [length = 0, marks = 0] = [asked[at + 1], asked[at + 2]];
      version.askings.add(length, marks);
      version.question.locale = locale;
      if (createdAt < from) version.early += 1;
      else version.question.askings.add(length, marks);
    }
  }
  return { questions, versions };

  function begin(number: number, typeId: number | undefined, since: number): Version | undefined {
    const wording = wordings.at(number);
    if (!wording) return undefined;
    const key = `${typeId ?? ''} ${wording.key}`;
    let question = questions.get(key);
    if (!question) {
      question = { key, typeId, askings: new Askings(), versions: new Set(), locale: undefined };
      questions.set(key, question);
    }
    const version = { question, wording, since, askings: new Askings(), early: 0 };
    question.versions.add(version);
    return version;
  }
}

/** Tells each asking of a meeting, of the wordings that were collected. */
export function forEachAsked(
  { details }: IndexedMeeting,
  versions: Versions,
  tell: (version: Version, length: number, marks: number) => void,
): void {
  const ofType = versions.get(details?.typeId);
  const asked = details?.asked ?? [];
  for (let at = 0; at < asked.length; at += askedSize) {
    const version = ofType?.get(asked[at] ?? -1);
    if (version) tell(version, asked[at + 1] ?? 0, asked[at + 2] ?? 0);
  }
}

/** The wording that was introduced last. */
export function latestOf({ versions }: AskedQuestion): Version {
  const [first, ...others] = versions;
  if (!first) throw new Error('a question without a wording');
  return others.reduce((latest, version) => (version.since >= latest.since ? version : latest), first);
}
