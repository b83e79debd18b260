import type { Misfit, Mistake } from '../../lib/misfit.ts';

/** One error as Courier words it. */
export interface Wrong {
  readonly code: string;
  readonly detail: string;
  readonly meta: Readonly<Record<string, unknown>>;
  readonly source: { readonly pointer?: string; readonly parameter?: string };
  readonly status: number;
}

/** An answer with errors. */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: readonly Wrong[];

  constructor(status: number, errors: readonly Wrong[]) {
    super(errors[0]?.detail ?? 'refused');
    this.name = 'Refusal';
    this.status = status;
    this.errors = errors;
  }
}

const wrong = (status: number, code: string, detail: string, source: Wrong['source'] = {}): Wrong => ({
  code,
  detail,
  meta: {},
  source,
  status,
});

const codes: Readonly<Record<number, string>> = {
  401: 'not-authenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'method-not-allowed',
  413: 'too-large',
  429: 'throttled',
};

/** The body of an error that is not about a place in the request. */
export const worded = (status: number, text: string): unknown => ({
  errors: [wrong(status, codes[status] ?? 'error', text)],
});

/** A place in a body as JSON Pointer has it. */
export const pointerTo = (path: readonly string[]): string =>
  path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const details = { missing: 'This field is required.', unknown: 'This field is not known.' };

function errorOf({ part, path, kind, text }: Mistake): Wrong {
  const source = part === 'body' ? { pointer: pointerTo(path) } : { parameter: path[0] ?? '' };
  return wrong(400, kind === 'wrong' ? 'invalid' : kind, kind === 'wrong' ? text : details[kind], source);
}

export const misfit = ({ mistakes }: Misfit): Refusal => new Refusal(400, mistakes.map(errorOf));

/** A field of the body that makes no sense as things are. */
export const badField = (pointer: string, detail: string): Refusal =>
  new Refusal(400, [wrong(400, 'invalid', detail, { pointer })]);

/** The same of an attribute. */
export const badAttribute = (name: string, detail: string): Refusal =>
  badField(pointerTo(['data', 'attributes', name]), detail);

export const badParameter = (parameter: string, detail: string): Refusal =>
  new Refusal(400, [wrong(400, 'invalid', detail, { parameter })]);

/** Something that cannot be done as things are, whatever the request says. */
export const notNow = (detail: string): Refusal => new Refusal(400, [wrong(400, 'conflict', detail)]);

export const missing = (): Refusal =>
  new Refusal(404, [wrong(404, 'not-found', 'There is none with this id.', { parameter: 'id' })]);

export const forbidden = (detail: string): Refusal => new Refusal(403, [wrong(403, 'forbidden', detail)]);
