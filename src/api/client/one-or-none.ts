import { ApiError } from './errors.ts';

/** Returns what there is; undefined where that is not there. @throws ApiError */
export async function oneOrNone(read: () => Promise<unknown>): Promise<unknown> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ApiError && error.kind === 'not-found') return undefined;
    throw error;
  }
}

/** Returns `gone` where something is no longer there; undefined where it is. @throws ApiError */
export const goneOrUndefined = async (read: () => Promise<unknown>): Promise<'gone' | undefined> =>
  (await oneOrNone(async () => (await read()) ?? null)) === undefined ? 'gone' : undefined;
