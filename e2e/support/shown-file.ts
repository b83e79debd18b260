import type { Page } from '@playwright/test';

/** Runs in the page. A page may not fetch what it shows by an address of its own making, so what it shows is kept. */
export function keepShownFiles(): void {
  const make = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (file) => {
    Object.assign(window, { shownFile: file });
    return make(file);
  };
}

/** The file that was shown last, as base64 on its way: a list of numbers takes the processor a hundred times as long. */
export async function shownFile(page: Page): Promise<Buffer> {
  const address = await page.evaluate(async () => {
    const { shownFile: file } = window as unknown as { shownFile: Blob };
    const reader = new FileReader();
    const read = new Promise((resolve) => reader.addEventListener('loadend', resolve));
    reader.readAsDataURL(file);
    await read;
    return String(reader.result);
  });
  return Buffer.from(address.replace(/^.*,/, ''), 'base64');
}
