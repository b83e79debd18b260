import { afterAll, beforeAll, expect, test } from 'vitest';
import { World } from './world.ts';

const world = new World({ meetings: 600 });
beforeAll(() => world.start());
afterAll(() => world.destroy());

const count = (sql: string) => Number(world.sql(`SELECT count(*) AS n FROM ${sql}`)[0]?.n);

test('the organisation is as large as promised', () => {
  expect(count('users')).toBeGreaterThanOrEqual(24);
  expect(count('organisations WHERE parent_id = 1')).toBe(2);
  expect(count('types WHERE organisation_id = 1')).toBeGreaterThanOrEqual(6);
  expect(count('themes')).toBeGreaterThanOrEqual(20);
  expect(count('questions')).toBeGreaterThanOrEqual(80);
  expect(count('teams')).toBeGreaterThanOrEqual(8);
  expect(count('dossiers')).toBeGreaterThanOrEqual(30);
  expect(count('meetings')).toBe(600);
  expect(
    count("meetings m JOIN users u ON u.id = m.user_id WHERE u.email = 'owen@sandbox.test'"),
  ).toBeGreaterThanOrEqual(60);
  expect(
    count("meetings m JOIN users u ON u.id = m.user_id WHERE u.email = 'ada@sandbox.test'"),
  ).toBeGreaterThanOrEqual(50);
  expect(
    count("meetings m JOIN users u ON u.id = m.user_id WHERE u.email = 'nora@sandbox.test'"),
  ).toBeGreaterThanOrEqual(10);
});

test('meetings are varied: languages, statuses, flags and dates', () => {
  const groups = (column: string) =>
    Object.fromEntries(
      world
        .sql(`SELECT ${column} AS k, count(*) AS n FROM meetings GROUP BY 1`)
        .map(({ k, n }) => [k, Number(n)]),
    );
  for (const locale of ['en', 'nl', 'fr', 'de']) expect(groups('locale')[locale]).toBeGreaterThan(60);
  const statuses = groups('status');
  for (const status of [
    'draft',
    'uploading',
    'processing',
    'failed',
    'Meeting processed',
    'awaiting_speaker_labels',
  ]) {
    expect(statuses[status], status).toBeGreaterThan(0);
  }
  expect(statuses.finished).toBeGreaterThan(450);
  const flagged = count('meetings WHERE summary_quality_flag = 1');
  expect(flagged).toBeGreaterThan(15);
  expect(flagged).toBeLessThan(65);
  const [range] = world.sql(
    "SELECT julianday('now') - julianday(min(created_at)) AS days, max(created_at) AS newest FROM meetings",
  );
  expect(Number(range?.days)).toBeGreaterThan(400);
  expect(Date.now() - Date.parse(`${String(range?.newest).replace(' ', 'T')}Z`)).toBeLessThan(
    24 * 3600 * 1000,
  );
  expect(count('(SELECT DISTINCT name FROM meetings)')).toBeGreaterThan(350);
});

test('no text has an unfilled slot, and some answers are open or have several lines', () => {
  const rows = world.sql('SELECT summary, questions, topics, todos FROM meeting_contents');
  for (const row of rows) {
    for (const text of Object.values(row)) expect(String(text)).not.toMatch(/\{[a-zA-Z]+\}|undefined|NaN/);
  }
  const answers = rows.flatMap(
    ({ questions }) => JSON.parse(String(questions)) as { answer: string | null }[],
  );
  expect(answers.filter(({ answer }) => answer === null).length).toBeGreaterThan(300);
  expect(answers.filter(({ answer }) => answer?.includes('\n')).length).toBeGreaterThan(300);
  expect(rows.filter(({ summary }) => String(summary).includes('###')).length).toBeGreaterThan(50);
});

test('the same seed gives the same meetings', async () => {
  const other = new World({ meetings: 600 });
  try {
    await other.start();
    const sql = 'SELECT uuid, name, locale, user_id FROM meetings ORDER BY id';
    expect(other.sql(sql)).toEqual(world.sql(sql));
  } finally {
    await other.destroy();
  }
});

test('an empty organisation has one admin and nothing else', async () => {
  const empty = new World({ empty: true });
  try {
    await empty.start();
    const rows = (table: string) => Number(empty.sql(`SELECT count(*) AS n FROM ${table}`)[0]?.n);
    const tables = [
      'organisations',
      'users',
      'types',
      'themes',
      'meetings',
      'teams',
      'dossiers',
      'integrations',
    ];
    expect(Object.fromEntries(tables.map((table) => [table, rows(table)]))).toEqual({
      organisations: 1,
      users: 1,
      types: 0,
      themes: 0,
      meetings: 0,
      teams: 0,
      dossiers: 0,
      integrations: 0,
    });
    expect(empty.sql('SELECT email, role FROM users')).toEqual([
      { email: 'ada@sandbox.test', role: 'admin' },
    ]);
  } finally {
    await empty.destroy();
  }
});
