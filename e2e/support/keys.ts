import type { CDPSession, Page } from '@playwright/test';

export interface Key {
  readonly key: string;
  readonly code: string;
  /** The deprecated number that browsers tell too; 229 is a key that an input method has taken. */
  readonly keyCode?: number;
  /** As Chromium counts them: 1 Alt, 2 Ctrl, 4 ⌘, 8 Shift. */
  readonly modifiers?: number;
  readonly repeat?: boolean;
}

/** Keys of other layouts and input methods, which Playwright's own keyboard does not have. Chromium only. */
export async function foreignKeyboard(page: Page) {
  const session: CDPSession = await page.context().newCDPSession(page);
  const send = (
    type: 'keyDown' | 'rawKeyDown' | 'keyUp',
    { key, code, keyCode, modifiers = 0, repeat }: Key,
  ) =>
    session.send('Input.dispatchKeyEvent', {
      type,
      key,
      code,
      modifiers,
      windowsVirtualKeyCode: keyCode ?? key.toUpperCase().charCodeAt(0),
      ...(repeat ? { autoRepeat: true } : {}),
      ...(type === 'keyDown' && key.length === 1 && modifiers === 0 ? { text: key } : {}),
    });
  return {
    press: async (key: Key) => {
      await send('keyDown', key);
      await send('keyUp', key);
    },
    /** A key that the input method keeps; with a text it ends the composition while still held down. */
    take: async (key: Key, text?: string) => {
      await send('rawKeyDown', { ...key, keyCode: 229 });
      if (text !== undefined) await session.send('Input.insertText', { text });
      await send('keyUp', key);
    },
    compose: (text: string) =>
      session.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      }),
  };
}

/** Holds a key for about a second, repeating as keyboards do. */
export async function hold(page: Page, key: string): Promise<void> {
  for (let times = 0; times < 30; times++) await page.keyboard.down(key);
  await page.keyboard.up(key);
}
