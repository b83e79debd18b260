/**
 * A conversation about one thing. Lines begin with who says them: `<` the client, `>` the operator, `*` an automatic
 * answer, `#` a comment for colleagues. Slots: `{client}` and `{operator}`, first names. A file that comes with a line is at
 * its end, `[letter.png]`.
 */
export interface Thread {
  /** Label of the request's tag. */
  readonly tag: string;
  readonly lines: readonly string[];
}
