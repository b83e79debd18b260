import { writtenJson } from '../console/model/written-json.ts';

/** The object that someone typed as JSON; undefined where it is none, or cannot be sent as it was typed. */
export function writtenObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const { value, problem } = writtenJson(text.trim() === '' ? '{}' : text);
  const isObject =
    problem === undefined && typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? { ...value } : undefined;
}
