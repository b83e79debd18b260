import type { Page } from '@playwright/test';

interface Painted {
  /** Date.now() of the paint that shows a text within an element. */
  untilPainted(selector: string, text: string): Promise<number>;
  /** Milliseconds from the next press of a key to the paint that shows a text within an element. */
  fromKey(selector: string, text: string): Promise<number>;
}

type Watching = Window & { readonly painted: Painted };

/** Makes a page, and each that follows in its tab, report when something is painted. */
export async function watchPaints(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shows = (selector: string, text: string) =>
      document.querySelector(selector)?.textContent?.includes(text) ?? false;
    const painted: Painted = {
      untilPainted: (selector, text) =>
        new Promise((resolve) => {
          const look = () => {
            if (!shows(selector, text)) return false;
            requestAnimationFrame(() => setTimeout(() => resolve(Date.now())));
            return true;
          };
          if (look()) return;
          const observer = new MutationObserver(() => {
            if (look()) observer.disconnect();
          });
          observer.observe(document.documentElement, { subtree: true, childList: true, characterData: true });
        }),
      fromKey: async (selector, text) => {
        let pressed = 0;
        const note = ({ key }: KeyboardEvent) => {
          if (key === 'Enter') pressed = Date.now();
        };
        addEventListener('keydown', note, true);
        const at = await painted.untilPainted(selector, text);
        removeEventListener('keydown', note, true);
        return at - pressed;
      },
    };
    Object.assign(window, { painted });
  });
}

export const untilPainted = (page: Page, selector: string, text: string): Promise<number> =>
  page.evaluate(
    ([where = '', what = '']) => (window as unknown as Watching).painted.untilPainted(where, what),
    [selector, text],
  );

export const fromKey = (page: Page, selector: string, text: string): Promise<number> =>
  page.evaluate(
    ([where = '', what = '']) => (window as unknown as Watching).painted.fromKey(where, what),
    [selector, text],
  );
