/**
 * What insight and template health cost in the worker of the index with ten thousand meetings of twelve questions each,
 * 400 questions in all, of which people reviewed some: milliseconds of processor time of each answer, without its
 * way to the page.
 *
 *   npm run bench:insight -- [meetings, 10000]
 */

import {
  type HealthRequest,
  healthLevels,
  healthOf,
} from '../../src/services/search-index/insight/health.ts';
import { insightGroups, insightOf } from '../../src/services/search-index/insight/insight.ts';
import { todoCounts } from '../../src/services/search-index/insight/todo-counts.ts';
import { Wordings } from '../../src/services/search-index/model/asked.ts';
import type { IndexedDetails, IndexedMeeting } from '../../src/services/search-index/model/document.ts';
import { noFilter } from '../../src/services/search-index/model/filters.ts';
import { median } from '../support.ts';

const count = Number(process.argv[2] ?? 10_000);
const [typeCount, questionsPerType, rounds] = [10, 40, 15];
const dayMs = 86_400_000;
const now = Date.UTC(2026, 10, 30);
const begin = now - 730 * dayMs;

const subjects = 'budget risk deadline contract invoice wage tax audit stock lease loan pension'.split(' ');
const wordings = new Wordings();
const questionOf = (type: number, question: number) => ({
  key: `q${type * questionsPerType + question}`,
  theme: `Theme ${question % 4}`,
  themeId: String(type * 4 + (question % 4)),
  question: `What was said about the ${subjects[question % subjects.length]} of part ${question} in case ${type}?`,
  outputType: question % 3 === 0 ? 'multi_line' : 'single_line',
});

function detailsOf(at: number): IndexedDetails {
  const typeId = at % typeCount;
  const asked = Array.from({ length: 12 }, (_, index) => {
    const question = (at * 7 + index * 3) % questionsPerType;
    const length = (at + index) % 9 === 0 ? 0 : 20 + ((at * 13 + index * 31) % 300);
    return [wordings.numberOf(questionOf(typeId, question)), length, at % 5 === 0 ? 4 | (index % 4) : 0];
  }).flat();
  return {
    typeId,
    dossierId: at % 3 === 0 ? undefined : `dossier ${at % 900}`,
    teamIds: [],
    attendees: [],
    durationSeconds: 600 + (at % 5_000),
    review: 'none',
    approvedAt: at % 2 === 0 ? begin + at * 1_000 + (at % 40) * dayMs : undefined,
    asked,
    todos: Array.from({ length: at % 4 }, (_, index) => ({
      key: String(index),
      description: 'Send it',
      owner: `Person ${(at + index) % 300}`,
      due: index === 0 ? undefined : '2026-06-01',
      done: at % 3 === 0,
    })),
  };
}

const meetings: readonly IndexedMeeting[] = Array.from({ length: count }, (_, at) => ({
  id: String(at),
  name: `Meeting ${at}`,
  ownerUuid: `owner ${at % 60}`,
  status: at % 20 === 0 ? 'draft' : 'finished',
  qualityFlag: at % 11 === 0,
  locale: ['nl', 'fr', 'en', 'de'][at % 4],
  createdAt: begin + ((now - begin) * at) / count,
  updatedAt: undefined,
  details: detailsOf(at),
}));

const starts = Array.from({ length: 12 }, (_, month) => now - (12 - month) * 30 * dayMs);
const from = starts[0];
const health: HealthRequest = {
  ...{ from, until: undefined, type: undefined, level: 'questions', finding: undefined, text: '' },
  ...{ sort: 'findings', descending: true, starts, offset: 0, limit: 25 },
};

function measure(name: string, work: () => unknown): void {
  const times = Array.from({ length: rounds }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  const [first = Number.NaN] = times;
  const line = `${median(times).toFixed(1).padStart(7)} ms, at first ${first.toFixed(1).padStart(7)} ms`;
  console.log(`${name.padEnd(40)} ${line}`);
}

console.log(`${count} meetings, ${wordings.size} questions (≤ 300 ms each)`);
for (const by of insightGroups) {
  measure(`insight by ${by}`, () =>
    insightOf(meetings, {
      filter: { ...noFilter, ...(from === undefined ? {} : { from }) },
      by,
      starts,
      before: begin,
    }),
  );
}
measure('to-dos by person', () => todoCounts(meetings, { by: 'person', today: '2026-11-30' }));
for (const level of healthLevels) {
  measure(`template health, ${level}`, () => healthOf(meetings, wordings, { ...health, level }));
}
measure('template health, all questions ever', () =>
  healthOf(meetings, wordings, { ...health, from: undefined, starts: [] }),
);
