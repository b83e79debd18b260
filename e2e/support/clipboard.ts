import type { Page } from '@playwright/test';
import type { Stack } from './stack.ts';

/**
 * Returns the clipboard's contents by type. The dashboard may not read it (its permissions policy), so a page of
 * another origin does.
 */
export async function clipboardOf(page: Page, stack: Stack): Promise<Readonly<Record<string, string>>> {
  const reader = await page.context().newPage();
  try {
    await reader.goto(`${stack.sandbox}/`);
    await reader.bringToFront();
    return await reader.evaluate(async () => {
      const items = await navigator.clipboard.read();
      const parts = items.flatMap((item) =>
        item.types.map(async (type) => [type, await (await item.getType(type)).text()] as const),
      );
      return Object.fromEntries(await Promise.all(parts));
    });
  } finally {
    await reader.close();
  }
}
