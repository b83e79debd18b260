/** The code that Node gives its errors, such as `EEXIST`; undefined for one without. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
