import type { Locator, Page } from '@playwright/test';
import type { Stack } from './stack.ts';
import { expect } from './test.ts';

/** The systems that can be connected, with the keys that the sandbox takes. */
export const systems = {
  chat2desk: { name: 'Chat2Desk', key: 'sandbox-chat2desk-token', header: 'authorization', prefix: '' },
  claap: { name: 'Claap', key: 'sandbox-claap-key', header: 'x-claap-key', prefix: '' },
  courier: { name: 'Courier', key: 'sandbox-courier-token', header: 'authorization', prefix: 'Bearer ' },
} as const;
export type SystemName = keyof typeof systems;

/** On the page of a system: connects it, unless a test before this one did. */
export async function connect(page: Page, system: SystemName): Promise<void> {
  const { name, key } = systems[system];
  const button = page.getByRole('button', { name: 'Test and connect' });
  const tested = page.getByRole('button', { name: 'Test again' });
  await expect(button.or(tested)).toBeVisible();
  if (await tested.isVisible()) return;
  await page.getByLabel(`Key for ${name}`).fill(key);
  await button.click();
  await expect(tested).toBeVisible();
}

/** Opens a connected system as an admin; returns the tabs of its page. */
export async function administer(
  page: Page,
  signIn: (person: 'ada', path: string) => Promise<void>,
  system: SystemName,
): Promise<Locator> {
  await signIn('ada', `/integrations/${system}`);
  await connect(page, system);
  return page.getByRole('navigation', { name: 'Parts of the connection' });
}

/** Asks the sandbox of a system itself. */
export async function askSystem(
  stack: Stack,
  system: SystemName,
  path: string,
  body?: object,
): Promise<Response> {
  const { key, header, prefix } = systems[system];
  const headers = { [header]: prefix + key, 'content-type': 'application/json' };
  const sent = body && { method: 'POST', body: JSON.stringify(body) };
  return fetch(`${stack.sandbox}/systems/${system}${path}`, { headers, ...sent });
}

/** A client of Chat2Desk writes. */
export async function clientWrites(stack: Stack, client: number, text: string, file?: string): Promise<void> {
  const response = await fetch(`${stack.sandbox}/sandbox/systems/chat2desk`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ happens: 'client_writes', client_id: client, text, file }),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Opens the form of an operation in the API console. */
export async function openOperation(page: Page, system: SystemName, operation: string): Promise<void> {
  await page.goto(`/integrations/${system}/console?operation=${operation}`);
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
}

/** Writes the body of the operation that is open. */
export async function writeBody(page: Page, body: unknown): Promise<void> {
  await page.getByRole('button', { name: 'Edit as JSON' }).click();
  await page.getByLabel('Body as JSON').fill(JSON.stringify(body));
}
