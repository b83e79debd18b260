import type { DocumentTexts } from '#src/i18n/document-languages.ts';
import { isolated } from '#src/i18n/isolation.ts';
import type { MinutesBlock, MinutesDocument, TableBlock } from '#src/lib/document/blocks.ts';
import { formatClock } from '#src/lib/time/stopwatch.ts';
import { wordsOfKey } from '../shared/metadata.ts';
import { type LeavingPart, leavingParts } from '../shared/parts.ts';
import { createDateTexts, type DateTexts } from './date-texts.ts';
import type { MinutesAnswer } from './minutes-content.ts';
import type { MinutesFile, ReviewRemark } from './minutes-file.ts';
import { textBlocks, verbatim } from './writers/text-blocks.ts';

const summaryParts = ['coaching', 'actions', 'conclusion', 'introduction', 'highlights'] as const;

/** Minutes in a language. `timeZone` is the reader's, such as `Europe/Brussels`; times name it. */
export function minutesDocument(file: MinutesFile, texts: DocumentTexts, timeZone: string): MinutesDocument {
  const { t, language, locale } = texts;
  const dates = createDateTexts(locale, timeZone);
  const { minutes, seal, status } = file;
  const kind = t('kind');
  const name = minutes.meeting.name ?? t('untitled');
  const { organisation } = file.context;
  const statusText = statusOf(file, texts, dates);
  return {
    language,
    locale,
    kind,
    name,
    author: organisation ?? undefined,
    statusText,
    issuer: side(organisation, kind),
    lead: [side(kind, organisation), statusText].join(' · '),
    foot: side(organisation, name),
    watermark: status === 'approved' ? undefined : t('watermark'),
    facts: facts(file, texts, dates),
    // The sound itself is on no paper: where it goes along, a document says which file belongs to what.
    blocks: [
      ...leavingParts.flatMap((part) => writers[part](file, texts, dates)),
      ...consents(file, texts, dates),
      ...evidence(file, texts),
    ],
    seal: status === 'approved' && seal ? t('footer.seal', { hash: seal.value }) : undefined,
    pageLabel: (page, total) => t('footer.page', { page: String(page), total: String(total) }),
  };
}

function consents({ minutes }: MinutesFile, { t }: DocumentTexts, dates: DateTexts): MinutesBlock[] {
  const rows = (minutes.consents ?? []).map(({ number, decision, name, at, language, version, hash }) => [
    name ?? t('consent.unnamed', { number: String(number) }),
    t(`consent.${decision}`),
    dates.moment(at) ?? at,
    `${version} ${language}\n${hash}`,
  ]);
  if (rows.length === 0) return [];
  const columns = [
    { label: t('consent.who'), weight: 24 },
    { label: t('consent.answer'), weight: 16 },
    { label: t('consent.when'), weight: 22 },
    { label: t('consent.proof'), weight: 38 },
  ];
  return section(t('sections.consent'), [
    { kind: 'paragraph', lines: [[{ text: t('consent.note') }]], muted: true },
    { kind: 'table', columns, rows },
  ]);
}

function evidence({ context }: MinutesFile, { t }: DocumentTexts): MinutesBlock[] {
  const rows = (context.evidence ?? []).map(({ file, sha256, from, to, of, note }) => [
    `${formatClock(from * 1000)}–${formatClock(to * 1000)}`,
    [of, note].filter((text) => text !== null).join('\n') || '–',
    `${file}\nSHA-256 ${sha256}`,
  ]);
  if (rows.length === 0) return [];
  const columns = [
    { label: t('evidence.time'), weight: 16 },
    { label: t('evidence.of'), weight: 42 },
    { label: t('evidence.file'), weight: 42 },
  ];
  return section(t('sections.evidence'), [
    { kind: 'paragraph', lines: [[{ text: t('evidence.note') }]], muted: true },
    { kind: 'table', columns, rows },
  ]);
}

/** Texts on one line, each with its own direction. */
const side = (...parts: readonly (string | null)[]) =>
  parts.flatMap((part) => (part === null ? [] : [isolated(part)])).join(' · ');

type Writer = (file: MinutesFile, texts: DocumentTexts, dates: DateTexts) => MinutesBlock[];

/** One for each part that leaves, in the order in which they leave. */
const writers: Readonly<Record<LeavingPart, Writer>> = {
  attendees,
  summary: (file, texts) => [...decisions(file, texts), ...summary(file, texts)],
  questions: answers,
  todos,
  topics,
};

function statusOf({ status, approval }: MinutesFile, { t, sentence }: DocumentTexts, dates: DateTexts) {
  const at = approval ? dates.moment(approval.at) : undefined;
  if (at === undefined) return t('status.draft');
  if (status === 'changed') return t('status.changed', { date: at });
  const name = approval?.by ?? null;
  return name === null
    ? t('status.approvedBy', { date: at })
    : sentence('status.approved', { name, date: at });
}

function facts(file: MinutesFile, { t }: DocumentTexts, dates: DateTexts): MinutesDocument['facts'] {
  const { meeting } = file.minutes;
  const { owner, meetingType, dossier } = file.context;
  const duration = meeting.durationSeconds === null ? null : dates.duration(meeting.durationSeconds);
  const lines: [label: string, value: string | null][] = [
    [t('facts.date'), meeting.createdAt && dates.longMoment(meeting.createdAt)],
    [t('facts.duration'), duration],
    [t('facts.owner'), owner],
    [t('facts.type'), meetingType],
    [t('facts.dossier'), dossier],
    [t('facts.id'), meeting.id],
  ];
  return lines.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

const section = (text: string, blocks: readonly MinutesBlock[]): MinutesBlock[] =>
  blocks.length === 0 ? [] : [{ kind: 'heading', level: 2, text }, ...blocks];

function attendees({ minutes }: MinutesFile, { t }: DocumentTexts): MinutesBlock[] {
  if (minutes.attendees.length === 0) return [];
  return section(t('sections.attendees'), [
    {
      kind: 'list',
      ordered: false,
      start: 1,
      items: minutes.attendees.map(({ name, email }) => ({
        line: [{ text: email === null ? name : `${name} (${email})` }],
        lists: [],
      })),
    },
  ]);
}

const isDecisions = (key: string) => key.toLowerCase() === 'decisions';

function decisions({ minutes }: MinutesFile, { t }: DocumentTexts): MinutesBlock[] {
  const parts = minutes.summary.filter(({ key }) => isDecisions(key));
  return section(
    t('sections.decisions'),
    parts.flatMap(({ content }) => textBlocks(content)),
  );
}

function summary({ minutes }: MinutesFile, { t }: DocumentTexts): MinutesBlock[] {
  const nameOf = (key: string) => {
    const known = summaryParts.find((part) => part === key.toLowerCase());
    return known ? t(`summaryParts.${known}`) : wordsOfKey(key);
  };
  return section(
    t('sections.summary'),
    minutes.summary
      .filter(({ key }) => !isDecisions(key))
      .flatMap(({ key, content }): MinutesBlock[] =>
        key === 'general'
          ? textBlocks(content)
          : [{ kind: 'heading', level: 3, text: nameOf(key) }, ...textBlocks(content)],
      ),
  );
}

function answers({ minutes, context }: MinutesFile, texts: DocumentTexts): MinutesBlock[] {
  const { t } = texts;
  const several = minutes.themes.length > 1;
  return section(
    t('sections.answers'),
    minutes.themes.flatMap(({ theme, questions }, themeIndex): MinutesBlock[] => {
      const title = theme ?? (several ? t('answers.otherQuestions') : undefined);
      return [
        ...(title === undefined ? [] : [{ kind: 'heading', level: 3, text: title } as const]),
        ...questions.flatMap((question, index) =>
          answer(question, context.reviews?.[themeIndex]?.[index] ?? null, texts),
        ),
      ];
    }),
  );
}

function answer(item: MinutesAnswer, remark: ReviewRemark | null, { t }: DocumentTexts): MinutesBlock[] {
  const original = item.answer === null ? undefined : textBlocks(item.answer, 5);
  const missing: MinutesBlock = {
    kind: 'paragraph',
    lines: [[{ text: t('answers.unanswered') }]],
    muted: true,
  };
  const body: MinutesBlock[] = item.correction === null ? (original ?? [missing]) : [];
  if (item.correction !== null) {
    body.push({ kind: 'aside', label: t('answers.corrected'), blocks: [verbatim(item.correction)] });
    if (original) body.push({ kind: 'aside', label: t('answers.original'), blocks: original });
  }
  if (remark && (remark.comment !== null || remark.state === 'flagged')) {
    const label = remark.state === 'flagged' ? t('answers.flagged') : t('answers.comment');
    body.push({ kind: 'aside', label, blocks: remark.comment === null ? [] : [verbatim(remark.comment)] });
  }
  return [{ kind: 'question', text: item.question }, ...body];
}

function todos({ minutes, context }: MinutesFile, { t }: DocumentTexts, dates: DateTexts): MinutesBlock[] {
  if (minutes.todos.length === 0) return [];
  const table: TableBlock = {
    kind: 'table',
    columns: [
      { label: t('todos.task'), weight: 50 },
      { label: t('todos.who'), weight: 21 },
      { label: t('todos.due'), weight: 16 },
      { label: t('todos.state'), weight: 13 },
    ],
    rows: minutes.todos.map(({ description, owner, due }, index) => [
      description,
      owner ?? t('todos.nobody'),
      due === null ? '–' : dates.day(due),
      context.todosDone[index] ? t('todos.done') : t('todos.open'),
    ]),
  };
  return section(t('sections.todos'), [table]);
}

function topics({ minutes }: MinutesFile, { t }: DocumentTexts): MinutesBlock[] {
  if (minutes.topics.length === 0) return [];
  const table: TableBlock = {
    kind: 'table',
    columns: [
      { label: t('topics.topic'), weight: 34 },
      { label: t('topics.outcome'), weight: 48 },
      { label: t('todos.state'), weight: 18 },
    ],
    rows: minutes.topics.map(({ topic, description, discussed, summary: outcome }) => [
      description === null ? topic : `${topic}\n${description}`,
      outcome ?? '–',
      t(`topics.${discussed === null ? 'unknown' : discussed ? 'discussed' : 'notDiscussed'}`),
    ]),
  };
  return section(t('sections.topics'), [table]);
}
