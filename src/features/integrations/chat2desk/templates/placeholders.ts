/** A part of a template. */
export interface TextPart {
  readonly text: string;
  /** It stands for something that whoever sends it fills in. */
  readonly isPlaceholder: boolean;
}

/** `{{client}}`, `{client}` and `%client%`, as other programs write them. */
const placeholder = /(\{\{[^{}\n]{1,60}\}\}|\{[^{}\n]{1,60}\}|%[\p{L}_.]{2,40}%)/u;

/** The parts of a text, with its placeholders by themselves. */
export const partsOf = (text: string): readonly TextPart[] =>
  text
    .split(placeholder)
    .map((part, at) => ({ text: part, isPlaceholder: at % 2 === 1 }))
    .filter((part) => part.text !== '');
