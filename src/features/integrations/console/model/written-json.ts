import { isDeeper } from '#src/lib/json-text.ts';

/** As deep as the gateway accepts it; written again, deeper JSON would need more stack than there is. */
const deepest = 200;

export type WrittenJson =
  | { readonly value: unknown; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: 'json' | 'deep' | 'digits' };

/** Reads JSON that someone typed, as far as it can be sent as it was typed. */
export function writtenJson(text: string): WrittenJson {
  try {
    const value: unknown = JSON.parse(text);
    if (isDeeper(value, deepest)) return { problem: 'deep' };
    return hasLostDigits(value) ? { problem: 'digits' } : { value };
  } catch {
    return { problem: 'json' };
  }
}

/** Beyond 2^53 another number would be sent, and beyond the largest number null. */
export const isExact = (value: number): boolean =>
  Number.isFinite(value) && (Number.isSafeInteger(value) || !Number.isInteger(value));

function hasLostDigits(value: unknown): boolean {
  if (typeof value === 'number') return !isExact(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasLostDigits);
}
