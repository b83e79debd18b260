import type { Page } from '@playwright/test';

/** Runs in the page. A page may not fetch what it shows by an address of its own making, so what it shows is kept. */
export function keepShownFiles(): void {
  const make = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (file) => {
    Object.assign(window, { shownFile: file });
    return make(file);
  };
}

/** The file that was shown last. */
export async function shownFile(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const { shownFile: file } = window as unknown as { shownFile: Blob };
    return Array.from(new Uint8Array(await file.arrayBuffer()));
  });
  return Buffer.from(bytes);
}
