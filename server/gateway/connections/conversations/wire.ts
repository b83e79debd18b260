/** Chat2Desk's forms of what every response has: answers that may be wrapped, ids that may be text, its times. */

/** What is in a response, which may be wrapped. */
export function dataOf<T>(answer: { readonly data: T } | T): T {
  return isWrapped(answer) ? answer.data : answer;
}

const isWrapped = <T>(answer: { readonly data: T } | T): answer is { readonly data: T } =>
  typeof answer === 'object' && answer !== null && !Array.isArray(answer) && 'data' in answer;

/** Ids are numbers, also where they are written as text; `null` may be text too. */
export function idOf(value: unknown): number | undefined {
  const id = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof id === 'number' && Number.isSafeInteger(id) && id > 0 ? id : undefined;
}

/** `2023-01-28T20:29:25 UTC`, in ms since the epoch. */
export function timeOf(text: string | null | undefined): number | undefined {
  const at = Date.parse((text ?? '').replace(/ UTC$/, 'Z'));
  return Number.isNaN(at) ? undefined : at;
}
