import { normalForm } from '#contract/normal-form.ts';

/**
 * The data of a keyboard event. Everything may be missing: Chromium's autofill sends a `keydown` without a key, and
 * some on-screen keyboards have no codes.
 */
export interface Pressed {
  readonly key?: string | undefined;
  readonly code?: string | undefined;
  readonly keyCode?: number | undefined;
  readonly shiftKey?: boolean | undefined;
  readonly ctrlKey?: boolean | undefined;
  readonly metaKey?: boolean | undefined;
  readonly altKey?: boolean | undefined;
  readonly isComposing?: boolean | undefined;
  readonly repeat?: boolean | undefined;
  readonly getModifierState?: ((modifier: string) => boolean) | undefined;
}

/** The code of keys that an input method has taken: https://w3c.github.io/uievents/#determine-keydown-keyup-keyCode */
const takenByInputMethod = 229;

/**
 * Whether the key belongs to an input method that puts text together (Chinese, Japanese, Korean, accents on a Mac).
 * Safari reports the end of the composition before the key that ended it: only the code shows it there
 * (https://bugs.webkit.org/show_bug.cgi?id=165004).
 */
export const isComposing = (event: Pressed): boolean =>
  event.isComposing === true || event.keyCode === takenByInputMethod;

/**
 * What a key means: the name of a key (`Enter`, `ArrowDown`), or the character it types. A character of a script other
 * than Latin means what the same key types on an American keyboard, so that shortcuts can be pressed on every layout:
 * К, Ν and ㅏ are `k`. Where the layout is Latin, `key` is right and `code` is wrong (AZERTY, Dvorak).
 *
 * @returns undefined for events that press nothing: without a key, or for an input method.
 */
export function keyOf(event: Pressed): string | undefined {
  const { key, code = '', shiftKey } = event;
  if (typeof key !== 'string' || key === '' || isComposing(event)) return undefined;
  const wide = key.length === 1 ? fullWidth(key) : key;
  if (!isForeign(wide)) return wide;
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  return signs[code]?.[shiftKey ? 1 : 0] ?? key;
}

/** Whether AltGr is held: what is pressed with it is a character of the layout, never a shortcut. */
export const hasAltGr = (event: Pressed): boolean => event.getModifierState?.('AltGraph') === true;

/** Characters of a Chinese or Japanese input method that are only wider than those of ASCII: `？` is `?`. */
const fullWidth = (sign: string) => (/[\uff01-\uff5e]/.test(sign) ? normalForm(sign, 'NFKC') : sign);

/**
 * Whether a sign belongs to other scripts alone: Cyrillic, Greek, `؟`, `、`. Digits and symbols that Latin layouts have
 * too do not.
 */
const isForeign = (sign: string) => /^[^\p{scx=Latin}\p{scx=Common}\p{scx=Inherited}]/u.test(sign);

/** What keys other than letters type on an American keyboard, without and with Shift; only those of shortcuts. */
const signs: Readonly<Record<string, readonly [string, string]>> = { Slash: ['/', '?'] };
