/** How a text message is split: what its sender pays for. */
export interface TextParts {
  /** One character beyond GSM-7 makes the whole message UCS-2, which takes more parts. */
  readonly alphabet: 'gsm-7' | 'ucs-2';
  /** What the alphabet counts: septets of GSM-7, UTF-16 code units of UCS-2. */
  readonly units: number;
  /** Messages that it is sent as; 0 for an empty text. */
  readonly parts: number;
}

// 3GPP TS 23.038, 6.2.1: the default alphabet, and characters that take two septets because an escape stands before them.
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extension = new Set('\f^{}\\[~]|€');

/** Units of a message that is sent alone, and of each part of a longer one, whose header takes the rest. */
const lengths = { 'gsm-7': { alone: 160, part: 153 }, 'ucs-2': { alone: 70, part: 67 } } as const;

/** Returns how a text is sent by SMS. No character is divided between two parts. */
export function textParts(text: string): TextParts {
  const characters = Array.from(text);
  const isShort = characters.every((character) => basic.has(character) || extension.has(character));
  const alphabet = isShort ? 'gsm-7' : 'ucs-2';
  const { alone, part } = lengths[alphabet];
  let [units, parts, left] = [0, 0, 0];
  for (const character of characters) {
    const length = isShort ? (extension.has(character) ? 2 : 1) : character.length;
    units += length;
    if (length > left) {
      parts += 1;
      left = part;
    }
    left -= length;
  }
  return { alphabet, units, parts: units > 0 && units <= alone ? 1 : parts };
}

const plainer: readonly (readonly [from: RegExp, to: string])[] = [
  [/[“”„«»]/g, '"'],
  [/[‘’‚]/g, "'"],
  [/[–—]/g, '-'],
  [/•/g, '-'],
  [/…/g, '...'],
  [/[\u00A0\u202F]/g, ' '],
];

/** The same text with the plain forms of quotes, dashes and bullets, which GSM-7 has. */
export const plainText = (text: string): string =>
  plainer.reduce((plain, [from, to]) => plain.replace(from, to), text);
