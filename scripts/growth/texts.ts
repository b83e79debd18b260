/** Returns a text of about this many characters, designed to be expensive. */
export interface AdversarialText {
  readonly name: string;
  readonly of: (length: number) => string;
}

const filled = (text: string, length: number) => text.repeat(Math.max(0, Math.round(length / text.length)));

/**
 * Texts out of the signs that mean something to a parser: runs of each, alone and between letters; two in turn; and many
 * of one before many of another, so that what opens is never closed and what is looked for is never there.
 */
export function adversarialTexts(signs: readonly string[]): AdversarialText[] {
  const runs = signs.flatMap((sign) => [
    { name: `${JSON.stringify(sign)} …`, of: (length: number) => filled(sign, length) },
    { name: `a ${JSON.stringify(sign)} … b`, of: (length: number) => `a${filled(sign, length)}b` },
  ]);
  const pairs = signs.flatMap((one, at) =>
    signs.flatMap((other, otherAt) => {
      if (at === otherAt) return [];
      const names = `${JSON.stringify(one)} ${JSON.stringify(other)}`;
      const halves = {
        name: `${names} one after the other`,
        of: (length: number) => filled(one, length / 2) + filled(other, length / 2),
      };
      const turns = { name: `${names} in turn`, of: (length: number) => filled(one + other, length) };
      return at < otherAt ? [halves, turns] : [halves];
    }),
  );
  return [...runs, ...pairs];
}
