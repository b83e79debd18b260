import { randomUUID } from 'node:crypto';
import { uuidOf } from '../support/meetings.ts';
import type { Stack } from '../support/stack.ts';
import { expect, test } from '../support/test.ts';

const evil = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>';
const markdown = `# ${evil}\n\n[click](javascript:window.pwned=1) ![x](x" onerror="window.pwned=1)\n\n<svg onload="window.pwned=1">\n\n- **${evil}**\n- \`${evil}\`\n\n> <iframe srcdoc="<script>parent.pwned=1</script>">`;
const arabic = 'اجتماع مراجعة الميزانية السنوية '.repeat(8);
const emoji = '👩‍👩‍👧‍👦🏳️‍🌈🙂'.repeat(60);
const long = 'Donaudampfschifffahrtsgesellschaft'.repeat(40);
const megabyte = 'All work and no play makes a long summary. '.repeat(24_000);
const deep = Array.from({ length: 40 }).reduce<unknown>((inside) => ({ deeper: [inside, null] }), 'bottom');
const mark = (value: unknown) => ({ value, by: 'nobody', at: '2026-01-01T00:00:00Z' });

interface Odd {
  readonly name?: string;
  readonly status?: string;
  readonly locale?: string;
  readonly summary?: string;
  readonly questions?: unknown;
  readonly topics?: unknown;
  readonly attendees?: unknown;
  readonly todos?: unknown;
  readonly metadata?: unknown;
}

/** Meetings that no client should have to see, as servers send them all the same. */
const meetings: Readonly<Record<string, Odd>> = {
  'nothing at all': { name: '', summary: '', locale: '' },
  'null everywhere': {
    questions: [null, { id: null, question: null, answer: null }],
    topics: [null],
    attendees: [null, { name: null }],
    todos: [null, { description: null }],
    metadata: null,
  },
  'other types': { questions: 'none', topics: 7, attendees: { name: 'x' }, todos: true, metadata: ['a', 1] },
  'lists of other things': {
    questions: [1, 'two', ['three'], { question: { text: 'x' }, answer: { content: [1, 2] } }],
    topics: ['plain', 3, [], { topic: ['x'] }],
    attendees: ['Plain Name', 12, { email: 'a@b.c' }],
    todos: ['Plain to-do', { description: 'Due', due_date: 'someday', done: 'yes', assignee: { name: 5 } }],
    metadata: { notes: { text: 1 }, bookmarks: 'x', claritalk_dashboard: 7 },
  },
  'the same again and again': {
    questions: Array.from({ length: 30 }, () => ({
      id: 1,
      theme_id: 1,
      theme: 'Same',
      question: 'Same?',
      answer: 'Same',
    })),
    todos: Array.from({ length: 20 }, () => ({ id: 1, description: 'Same' })),
    attendees: Array.from({ length: 5 }, () => ({ name: 'Same' })),
    topics: Array.from({ length: 5 }, () => ({ topic: 'Same' })),
  },
  'markup and scripts': {
    name: evil,
    locale: evil,
    summary: markdown,
    questions: [{ id: evil, theme: evil, question: evil, answer: markdown, output_type: 'multi_line' }],
    topics: [{ topic: evil, description: markdown, summary: evil }],
    attendees: [{ name: evil, email: 'javascript:window.pwned=1' }],
    todos: [{ description: evil, assignee: evil }],
    metadata: {
      [evil]: evil,
      claritalk_dashboard: {
        review: {
          version: 1,
          answers: {
            [`q${evil}`]: { state: mark('flagged'), comment: mark(evil), correction: mark(markdown) },
          },
          notes: { x: mark(evil) },
        },
      },
    },
  },
  'right to left': {
    name: arabic,
    locale: 'ar',
    summary: `## ${arabic}\n\n${arabic}\u202e${arabic}`,
    questions: [{ id: 1, theme: arabic, question: arabic, answer: arabic }],
    todos: [{ description: arabic, assignee: arabic }],
  },
  'signs and very long words': {
    name: emoji,
    summary: `${emoji}\n\n${long}`,
    questions: [{ id: 1, theme: long, question: long, answer: `${long}\u0000\ud800` }],
    topics: [{ topic: long, description: emoji }],
    attendees: [{ name: long, email: `${long}@x.test` }],
    todos: [{ description: long, assignee: long }],
    metadata: { [long]: long },
  },
  'a megabyte': {
    summary: megabyte,
    questions: [{ id: 1, theme: 'T', question: 'Q?', answer: megabyte }],
    metadata: { big: megabyte },
  },
  'deep and strange': {
    metadata: { deep, claritalk_dashboard: { review: { version: 'x', answers: [1], approval: 'yes' } } },
    questions: { Theme: [{ question: 'In an object?', answer: 'Yes' }] },
    summary: JSON.stringify({ general: { content: [null, { text: 'Odd' }] }, decisions: 'We decided.' }),
  },
  'a review that is not one': {
    questions: [{ id: 1, theme: 'T', question: 'Q?', answer: 'A' }],
    metadata: {
      claritalk_dashboard: {
        review: {
          version: 1,
          answers: { q1: { state: mark('maybe'), comment: mark(5), correction: 'x' }, __proto__: 1 },
          todos: { t: null },
          notes: { u: mark(null) },
          approval: { value: { of: 'x' }, at: 'never' },
        },
      },
    },
  },
};

/** Puts a meeting into the sandbox's database as it is. Returns its UUID. */
async function insert(stack: Stack, odd: Odd): Promise<string> {
  const uuid = randomUUID();
  const owner = await uuidOf(stack, 'owen');
  stack.sql(
    `INSERT INTO meetings (uuid, organisation_id, user_id, name, status, summary_quality_flag, locale, created_at, updated_at)
     SELECT ?, organisation_id, id, ?, ?, 0, ?, '2026-01-01 10:00:00', '2026-01-01 11:00:00' FROM users WHERE uuid = ?`,
    uuid,
    odd.name ?? 'Odd',
    odd.status ?? 'finished',
    odd.locale ?? 'en',
    owner,
  );
  const json = (value: unknown, fallback: unknown) => JSON.stringify(value === undefined ? fallback : value);
  stack.sql(
    `INSERT INTO meeting_contents (meeting_id, summary, questions, topics, attendees, todos, metadata, details)
     SELECT id, ?, ?, ?, ?, ?, ?, '{}' FROM meetings WHERE uuid = ?`,
    odd.summary ?? 'A summary.',
    json(odd.questions, []),
    json(odd.topics, []),
    json(odd.attendees, []),
    json(odd.todos, []),
    json(odd.metadata, {}),
    uuid,
  );
  stack.sql(
    `INSERT INTO meeting_readers (user_id, created_at, meeting_id)
     SELECT user_id, created_at, id FROM meetings WHERE uuid = ?`,
    uuid,
  );
  return uuid;
}

test('no meeting, however odd, breaks its page, its form or the list', async ({ page, signIn, stack }) => {
  test.setTimeout(180_000);
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn('owen', '/record');
  for (const [what, odd] of Object.entries(meetings)) {
    const id = await insert(stack, odd);
    await page.goto(`/meetings/${id}`);
    await expect(page.getByRole('heading', { name: 'Details', exact: true }), what).toBeVisible({
      timeout: 30_000,
    });
    await expect(page.getByRole('alert').filter({ hasText: /./ }), what).toHaveCount(0);
    const width = () =>
      page.evaluate(() => {
        const wide = [...document.querySelectorAll('main *')].filter(
          (element) => element.getBoundingClientRect().right > 391 && !element.closest('nav, pre'),
        );
        return [
          document.documentElement.scrollWidth <= 390,
          wide.slice(0, 3).map((element) => element.outerHTML.slice(0, 120)),
        ];
      });
    expect(await width(), `${what}: width of the page`).toEqual([true, expect.anything()]);
    await page.goto(`/meetings/${id}/edit`);
    await expect(page.getByRole('button', { name: 'Save' }), what).toBeVisible();
    expect(await width(), `${what}: width of the form`).toEqual([true, expect.anything()]);
  }
  await page.goto('/meetings?from=2026-01-01&until=2026-01-01');
  await expect(page.getByRole('list', { name: 'Meetings' }).getByRole('link').first()).toBeVisible();
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
});

test('a strange meeting can be reviewed all the same', async ({ page, signIn, stack }) => {
  const id = await insert(stack, meetings['the same again and again'] ?? {});
  await signIn('owen', `/meetings/${id}`);
  const answers = page.locator('[id^="answer-"][role="group"]');
  await expect(answers).toHaveCount(30);
  await answers.nth(4).getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(answers.nth(4)).toContainText('Accepted');
  await expect(answers.nth(5)).toContainText('Not reviewed');
});
