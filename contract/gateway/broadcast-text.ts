/** The text of a broadcast: what stands in braces is filled in for each recipient, or is the same for all of them. */

/** What the gateway knows of each recipient. */
export const ownPlaceholders = ['name', 'first_name'] as const;

/** Longest name of a placeholder. */
const longestName = 40;

const inBraces = /\{([^{}]*)\}/g;
const nameForm = /^[\p{L}\p{N}_ .-]+$/u;

export interface TemplateFacts {
  /** Names in braces, each once, in their order. */
  readonly placeholders: readonly string[];
  /** Braces that hold no name, or that are not closed: something would go out that was meant to be filled in. */
  readonly isBroken: boolean;
}

/** What has to be filled into texts. */
export function templateFacts(...texts: readonly string[]): TemplateFacts {
  const found = new Set<string>();
  let isBroken = false;
  for (const text of texts) {
    const rest = text.replace(inBraces, (_, inside: string) => {
      const name = inside.trim();
      if (!nameForm.test(name) || name.length > longestName) isBroken = true;
      else found.add(name);
      return '';
    });
    if (/[{}]/.test(rest)) isBroken = true;
  }
  return { placeholders: [...found], isBroken };
}

export type TemplateValues = Readonly<Record<string, string>>;

const filling = (values: TemplateValues, name: string): string =>
  (Object.hasOwn(values, name) ? values[name] : undefined)?.trim() ?? '';

/** Names of the placeholders that have no value. */
export const unfilled = (placeholders: readonly string[], values: TemplateValues): readonly string[] =>
  placeholders.filter((name) => filling(values, name) === '');

/** A text with its values. */
export const filledIn = (text: string, values: TemplateValues): string =>
  text.replace(inBraces, (whole, inside: string) => filling(values, inside.trim()) || whole);
