import type { InsightFigures } from '#src/services/search-index/insight/insight.ts';
import type { TodoCount } from '#src/services/search-index/insight/todo-counts.ts';
import type { Tone } from '#src/ui/chart/column-chart.tsx';
import type { FigureKind } from '../shared/use-figure-text.ts';

export const reports = ['meetings', 'hours', 'approval', 'quality', 'unanswered', 'todos', 'quiet'] as const;
export type Report = (typeof reports)[number];
/** Reports of the meetings of a period. */
export type PeriodReport = Exclude<Report, 'todos' | 'quiet'>;

export type ReportGroup = 'time' | 'owner' | 'type' | 'dossier' | 'language' | 'person';

const byTime = ['time', 'owner', 'type', 'dossier', 'language'] as const;

/** How a report can be divided, the usual way first. */
export function groupsOf(report: Report): readonly [ReportGroup, ...ReportGroup[]] {
  if (report === 'todos') return ['person', 'dossier'];
  return report === 'quiet' ? ['dossier'] : byTime;
}

/** What a column says of a group; undefined where nothing can be said. */
interface FigureOf<Source> {
  readonly kind: FigureKind;
  readonly read: (source: Source) => number | string | undefined;
}

const share = (part: number, whole: number) => (whole === 0 ? undefined : part / whole);

const meetingFigures = {
  meetings: { kind: 'number', read: ({ meetings }) => meetings },
  before: { kind: 'number', read: ({ before }) => before },
  hours: { kind: 'hours', read: ({ seconds }) => seconds },
  average: { kind: 'hours', read: ({ seconds, timed }) => share(seconds, timed) },
  timed: { kind: 'number', read: ({ timed }) => timed },
  approved: { kind: 'number', read: ({ approved }) => approved },
  waiting: { kind: 'number', read: ({ waiting }) => waiting },
  median: { kind: 'delay', read: ({ medianDelay }) => medianDelay },
  long: { kind: 'delay', read: ({ longDelay }) => longDelay },
  oldestWaiting: { kind: 'instant', read: ({ oldestWaiting }) => oldestWaiting },
  doubted: { kind: 'number', read: ({ doubted }) => doubted },
  doubtedShare: { kind: 'share', read: ({ doubted, meetings }) => share(doubted, meetings) },
  flagged: { kind: 'number', read: ({ flagged }) => flagged },
  corrected: { kind: 'number', read: ({ corrected }) => corrected },
  asked: { kind: 'number', read: ({ asked }) => asked },
  unanswered: { kind: 'number', read: ({ unanswered }) => unanswered },
  unansweredShare: { kind: 'share', read: ({ unanswered, asked }) => share(unanswered, asked) },
} as const satisfies Readonly<Record<string, FigureOf<InsightFigures>>>;
type MeetingFigure = keyof typeof meetingFigures;

const todoFigures = {
  open: { kind: 'number', read: ({ open }) => open },
  overdue: { kind: 'number', read: ({ overdue }) => overdue },
  undated: { kind: 'number', read: ({ undated }) => undated },
  done: { kind: 'number', read: ({ done }) => done },
  oldest: { kind: 'day', read: ({ oldest }) => oldest },
} as const satisfies Readonly<Record<string, FigureOf<TodoCount>>>;
type TodoFigure = keyof typeof todoFigures;

export type FigureId = MeetingFigure | TodoFigure;

const figuresOfReport: Readonly<Record<PeriodReport, readonly MeetingFigure[]>> = {
  meetings: ['meetings', 'before'],
  hours: ['hours', 'average', 'timed', 'meetings'],
  approval: ['approved', 'waiting', 'median', 'long', 'oldestWaiting'],
  quality: ['meetings', 'doubted', 'doubtedShare', 'flagged', 'corrected'],
  unanswered: ['asked', 'unanswered', 'unansweredShare'],
};

export interface Figure {
  readonly id: FigureId;
  readonly kind: FigureKind;
  readonly value: number | string | undefined;
}

/** What a report says of some meetings, column by column. */
export const meetingFiguresOf = (report: PeriodReport, source: InsightFigures): readonly Figure[] =>
  figuresOfReport[report].map((id) => ({
    id,
    kind: meetingFigures[id].kind,
    value: meetingFigures[id].read(source),
  }));

const todoIds = ['open', 'overdue', 'undated', 'oldest', 'done'] as const satisfies readonly TodoFigure[];

export const todoFiguresOf = (source: TodoCount): readonly Figure[] =>
  todoIds.map((id) => ({ id, kind: todoFigures[id].kind, value: todoFigures[id].read(source) }));

/** All to-dos together. */
export function totalTodos(counts: readonly TodoCount[]): TodoCount {
  const sum = (read: (count: TodoCount) => number) => counts.reduce((all, count) => all + read(count), 0);
  return {
    key: '',
    open: sum(({ open }) => open),
    overdue: sum(({ overdue }) => overdue),
    undated: sum(({ undated }) => undated),
    done: sum(({ done }) => done),
    oldest: counts.reduce<string | undefined>(
      (first, { oldest }) =>
        first === undefined || (oldest !== undefined && oldest < first) ? oldest : first,
      undefined,
    ),
  };
}

/** A part of the columns of a report's chart. */
export interface Part<Source> {
  readonly id:
    | 'meetings'
    | 'clients'
    | 'hours'
    | 'doubted'
    | 'notDoubted'
    | 'answered'
    | 'unanswered'
    | 'overdue'
    | 'onTime';
  readonly tone: Tone;
  readonly read: (source: Source) => number;
}

const hourSeconds = 3600;

export const meetingParts: Readonly<
  Record<Exclude<PeriodReport, 'approval'>, readonly Part<InsightFigures>[]>
> = {
  meetings: [{ id: 'meetings', tone: 'strong', read: ({ meetings }) => meetings }],
  hours: [
    { id: 'hours', tone: 'strong', read: ({ seconds }) => Math.round((10 * seconds) / hourSeconds) / 10 },
  ],
  quality: [
    { id: 'doubted', tone: 'alarm', read: ({ doubted }) => doubted },
    { id: 'notDoubted', tone: 'quiet', read: ({ meetings, doubted }) => meetings - doubted },
  ],
  unanswered: [
    { id: 'unanswered', tone: 'alarm', read: ({ unanswered }) => unanswered },
    { id: 'answered', tone: 'strong', read: ({ asked, unanswered }) => asked - unanswered },
  ],
};

export const todoParts: readonly Part<TodoCount>[] = [
  { id: 'overdue', tone: 'alarm', read: ({ overdue }) => overdue },
  { id: 'onTime', tone: 'middle', read: ({ open, overdue }) => open - overdue },
];
