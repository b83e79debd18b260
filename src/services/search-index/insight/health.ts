import { intl } from '#src/lib/intl.ts';
import type { Wording, Wordings } from '../model/asked.ts';
import type { IndexedMeeting } from '../model/document.ts';
import { fold } from '../model/fold.ts';
import { type FindingKind, type Verdict, verdictOf } from './findings.ts';
import {
  type AskedQuestion,
  collectQuestions,
  forEachAsked,
  latestOf,
  type Version,
} from './question-askings.ts';
import { type Finding, findAll } from './question-findings.ts';
import { Askings, processedTest, shareOf, type Tally } from './tally.ts';

export const healthLevels = ['types', 'themes', 'questions'] as const;
export type HealthLevel = (typeof healthLevels)[number];

export const healthSorts = ['findings', 'name', 'asked', 'answered', 'corrected', 'length', 'trend'] as const;
export type HealthSort = (typeof healthSorts)[number];

export interface HealthRequest {
  /** Milliseconds since the epoch, both inclusive: when the meetings were created. */
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly type: number | undefined;
  readonly level: HealthLevel;
  /** Only questions of which this was found, or anything. */
  readonly finding: FindingKind | 'any' | undefined;
  /** Words of the question or its theme. */
  readonly text: string;
  readonly sort: HealthSort;
  readonly descending: boolean;
  /** Where the spans of time of the chart begin, in ms and ascending. */
  readonly starts: readonly number[];
  readonly offset: number;
  readonly limit: number;
}

/** What became of a question since it was asked in other words, or with another length of answers. */
export interface WordingChange {
  /** When it was first asked like this, in ms. */
  readonly at: number;
  readonly question: string;
  readonly outputType: string | undefined;
  readonly before: Tally;
  readonly after: Tally;
  readonly verdict: Verdict;
}

export interface HealthRow extends Tally {
  readonly key: string;
  readonly typeId: number | undefined;
  readonly theme: string | undefined;
  readonly themeId: string | undefined;
  /** Of a question: its id in the template, where meetings say it, and its words as they were asked last. */
  readonly questionId: number | undefined;
  readonly question: string | undefined;
  readonly outputType: string | undefined;
  /** How many questions were asked of a type or theme. */
  readonly questions: number;
  /** Answered, as a share from 0 to 1, in the earlier and in the later half of the askings. */
  readonly trend: { readonly earlier: number; readonly later: number } | undefined;
  readonly findings: readonly Finding[];
  readonly change: WordingChange | undefined;
}

export interface Health {
  readonly total: number;
  readonly rows: readonly HealthRow[];
  /** Of all rows together. */
  readonly tally: Tally;
  readonly spans: readonly Pick<Tally, 'asked' | 'answered'>[];
  /** Questions with findings, by kind, whatever is shown. */
  readonly found: Readonly<Partial<Record<FindingKind, number>>>;
  /** Meetings that were counted: processed, read, of the period. */
  readonly meetings: number;
  /** Types of meetings that asked something, for the filter. */
  readonly types: readonly number[];
  /** Milliseconds of the worker. */
  readonly tookMs: number;
}

/** With fewer askings than this a trend would be chance. */
const trendFrom = 10;

/** How the questions of templates do, from the meetings that asked them. */
export function healthOf(
  meetings: Iterable<IndexedMeeting>,
  wordings: Wordings,
  request: HealthRequest,
): Health {
  const begun = performance.now();
  const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = request;
  const isProcessed = processedTest();
  const counted = [...meetings]
    .filter((meeting) => meeting.details?.asked && (meeting.createdAt ?? 0) <= until && isProcessed(meeting))
    .sort((one, other) => (one.createdAt ?? 0) - (other.createdAt ?? 0));
  const types = new Set(counted.flatMap(({ details }) => details?.typeId ?? []));
  const own = counted.filter(({ details }) => request.type === undefined || details?.typeId === request.type);
  const { questions, versions } = collectQuestions(own, wordings, from);
  const asked = [...questions.values()].filter(({ askings }) => askings.count > 0);
  const found = findAll(asked);
  const counts: Partial<Record<FindingKind, number>> = {};
  for (const findings of found.values()) {
    for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  const wanted = fold(request.text.trim());
  const shown = asked.filter((question) => {
    const findings = found.get(question.key) ?? [];
    const { finding } = request;
    if (finding === 'any' ? findings.length === 0 : finding && !findings.some(({ kind }) => kind === finding))
      return false;
    const { theme = '', question: words } = latestOf(question).wording;
    return wanted === '' || fold(`${theme} ${words}`).includes(wanted);
  });
  const { level, starts } = request;
  const grouped = groupAskings(own, { from, shown: new Set(shown), level, starts, versions });
  const rows = [...grouped.groups].map(([key, group]) => rowOf(key, group, found, level));
  sortRows(rows, request);
  return {
    total: rows.length,
    rows: rows.slice(request.offset, request.offset + request.limit),
    tally: grouped.all.tally(),
    spans: grouped.spans.map((span) => span.tally()),
    found: counts,
    meetings: own.filter(({ createdAt = 0 }) => createdAt >= from).length,
    types: [...types].sort((one, other) => one - other),
    tookMs: performance.now() - begun,
  };
}

interface Group {
  readonly typeId: number | undefined;
  readonly wording: Wording;
  readonly askings: Askings;
  readonly questions: Set<AskedQuestion>;
}

interface Grouping {
  readonly from: number;
  /** The questions that count. */
  readonly shown: ReadonlySet<AskedQuestion>;
  readonly level: HealthLevel;
  readonly starts: readonly number[];
  readonly versions: Parameters<typeof forEachAsked>[1];
}

function groupAskings(
  meetings: readonly IndexedMeeting[],
  { from, shown, level, starts, versions }: Grouping,
) {
  const groups = new Map<string, Group>();
  const groupOf = new Map<Version, Group | undefined>();
  const all = new Askings();
  const spans = starts.map(() => new Askings());
  for (const meeting of meetings) {
    const { createdAt = 0 } = meeting;
    if (createdAt < from) continue;
    const span = spans[starts.findLastIndex((start) => start <= createdAt)];
    forEachAsked(meeting, versions, (version, length, marks) => {
      if (!groupOf.has(version))
        groupOf.set(version, shown.has(version.question) ? begin(version) : undefined);
      const group = groupOf.get(version);
      if (!group) return;
      group.askings.add(length, marks);
      all.add(length, marks);
      span?.add(length, marks);
    });
  }
  return { groups, all, spans };

  function begin({ question, wording }: Version): Group {
    const { typeId, key } = question;
    const type = `${typeId ?? ''}`;
    const theme = `${type} ${wording.themeId ?? ''} ${wording.theme ?? ''}`;
    const id = { types: type, themes: theme, questions: key }[level];
    const group = groups.get(id) ?? { typeId, wording, askings: new Askings(), questions: new Set() };
    groups.set(id, group);
    group.questions.add(question);
    return group;
  }
}

function rowOf(
  key: string,
  { typeId, wording, askings, questions }: Group,
  found: ReadonlyMap<string, readonly Finding[]>,
  level: HealthLevel,
): HealthRow {
  const [question] = level === 'questions' ? questions : [];
  const latest = question && latestOf(question);
  const { theme, themeId } = latest?.wording ?? wording;
  const half = Math.floor(askings.count / 2);
  const answered = (from: number, until: number) => {
    const tally = askings.tally(from, until);
    return shareOf(tally.answered, tally.asked) ?? 0;
  };
  return {
    key,
    typeId,
    theme: level === 'types' ? undefined : theme,
    themeId: level === 'types' ? undefined : themeId,
    questionId: latest && questionIdOf(latest.wording),
    question: latest?.wording.question,
    outputType: latest?.wording.outputType,
    questions: questions.size,
    ...askings.tally(),
    trend:
      askings.count < trendFrom
        ? undefined
        : { earlier: answered(0, half), later: answered(half, askings.count) },
    findings: [...questions].flatMap((one) => found.get(one.key) ?? []),
    change: question && changeOf(question),
  };
}

/** Keys with an id are `q` and the id, see meetings-questions.ts. */
function questionIdOf({ key }: Wording): number | undefined {
  return /^q\d{1,15}$/.test(key) ? Number(key.slice(1)) : undefined;
}

function changeOf(question: AskedQuestion): WordingChange | undefined {
  const latest = latestOf(question);
  const others = [...question.versions].filter((version) => version !== latest);
  const last = others.toSorted((one, other) => other.since - one.since)[0];
  if (!last) return undefined;
  const [before, after] = [last.askings.tally(), latest.askings.tally()];
  const { question: words, outputType } = last.wording;
  return {
    at: latest.since,
    question: words,
    outputType,
    before,
    after,
    verdict: verdictOf(before, after),
  };
}

function sortRows(rows: HealthRow[], { sort, descending }: HealthRequest): void {
  const sign = descending ? -1 : 1;
  const { compare } = intl.collator(undefined, { numeric: true });
  const numberOf: Readonly<Record<Exclude<HealthSort, 'name'>, (row: HealthRow) => number>> = {
    findings: ({ findings }) => findings.length,
    asked: ({ asked }) => asked,
    answered: ({ answered, asked }) => shareOf(answered, asked) ?? -1,
    corrected: ({ corrected, reviewed }) => shareOf(corrected, reviewed) ?? -1,
    length: ({ medianLength }) => medianLength ?? -1,
    trend: ({ trend }) => (trend ? trend.later - trend.earlier : 0),
  };
  const nameOf = ({ question, theme, typeId }: HealthRow) => question ?? theme ?? String(typeId ?? '');
  rows.sort(
    (one, other) =>
      sign *
        (sort === 'name'
          ? compare(nameOf(one), nameOf(other))
          : numberOf[sort](one) - numberOf[sort](other)) ||
      other.asked - other.answered - (one.asked - one.answered) ||
      (one.key < other.key ? -1 : 1),
  );
}
