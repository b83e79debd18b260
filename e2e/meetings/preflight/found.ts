import type { Page } from '@playwright/test';
import { finishedMeeting } from '../../support/meetings.ts';
import type { Stack } from '../../support/stack.ts';

/** What these tests add to the CRM and sync from it, others count: they have servers of their own. */
export const ownServers = { SANDBOX_MEETINGS: '240' };

/** Names that are in no seed: tests of one worker share its servers. */
export const fresh = (name: string) => `${name} ${crypto.randomUUID().slice(0, 6)}`;

interface Content {
  readonly attendees: readonly Readonly<Record<string, unknown>>[];
  readonly todos?: readonly Readonly<Record<string, unknown>>[];
  readonly dossier?: string | undefined;
  readonly locale?: string;
}

/** A finished meeting of Owen's with what a test needs, and nothing else. */
export async function meetingWith(stack: Stack, { attendees, todos = [], dossier, locale = 'en' }: Content) {
  const meeting = await finishedMeeting(stack);
  const full = attendees.map((one) => ({ email: null, integration_id: null, ...one }));
  const listed = todos.map((one, at) => ({
    id: at + 1,
    assignee: 'Eva',
    due_date: '2031-06-30',
    done: false,
    ...one,
  }));
  stack.sql(
    'UPDATE meeting_contents SET attendees = ?, todos = ? WHERE meeting_id = (SELECT id FROM meetings WHERE uuid = ?)',
    JSON.stringify(full),
    JSON.stringify(listed),
    meeting.id,
  );
  stack.sql(
    'UPDATE meetings SET locale = ?, dossier_id = (SELECT id FROM dossiers WHERE name = ?) WHERE uuid = ?',
    locale,
    dossier ?? null,
    meeting.id,
  );
  return meeting;
}

/** A relation of the connected CRM. */
export function addRelation(stack: Stack, id: string, title: string): void {
  stack.sql(
    `INSERT INTO integration_records (id, integration_id, title, description, vat_number, type, changed_at)
     VALUES (?, 1, ?, '', NULL, 'client', '2020-01-01 00:00:00')`,
    id,
    title,
  );
}

/** Names of two dossiers that Owen can see; each is named like a relation. */
export async function dossiersOf(stack: Stack): Promise<readonly [string, string]> {
  const [one, other] = (await (await stack.api('/dossiers/list')).json()) as { name: string }[];
  if (!one || !other) throw new Error('the seed shows Owen too few dossiers');
  return [one.name, other.name];
}

export const panel = (page: Page) => page.getByRole('region', { name: 'Before you approve' });
/** Opens what was found, once all of it is. */
export const openPanel = (page: Page, title = 'Before you approve') =>
  page
    .getByRole('region', { name: title })
    .getByRole('button', { name: new RegExp(`: .?${title}`) })
    .click();
export const line = (page: Page, text: string) => panel(page).getByRole('listitem').filter({ hasText: text });
/** The button of what was found whose name begins with what it does. */
export const fix = (page: Page, text: string, action: string) =>
  line(page, text).getByRole('button', { name: new RegExp(`^${action}`) });

/** What the CRM is told of a meeting. */
export const told = (page: Page) =>
  page
    .locator('details', { has: page.locator('summary', { hasText: 'What Relatiebeheer is told' }) })
    .first();
